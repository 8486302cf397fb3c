package io.sheaf.dataframe;

import io.sheaf.dataframe.rdd.MapReduce;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.Rdd;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one does with rdds first, as a program: {@code RddExamples [workers]}, on threads where no
 * number of worker JVMs is given.
 */
final class RddExamples {
  static final List<String> NAMES = List.of("Ada Lovelace", "Alan Turing", "Grace Hopper");

  private RddExamples() {}

  public static void main(String[] args) {
    String workers = args.length == 0 ? "0" : args[0];
    try (Session session = Session.builder().set("workers", workers).build()) {
      Rdd<String> lines = session.parallelize(List.of("to be or not", "to be"));
      System.out.println(wordCount(lines));
      System.out.println(firstLetters(session));
      System.out.println(namesOutOfText(session));
      System.out.println(longNames(session));
      System.out.println(sums(session));
    }
  }

  /** Word count: flatMap, mapToPair, reduceByKey. */
  static Map<String, Integer> wordCount(Rdd<String> lines) {
    return lines
        .flatMap(line -> List.of(line.split(" ")))
        .mapToPair(word -> Pair.of(word, 1))
        .reduceByKey(Integer::sum)
        .collectAsMap();
  }

  /** The first letter of each name: map. */
  static List<Character> firstLetters(Session session) {
    return session.parallelize(NAMES).map(name -> name.charAt(0)).collect();
  }

  /** All names out of lines of them: flatMap. */
  static List<String> namesOutOfText(Session session) {
    return session.parallelize(NAMES).flatMap(name -> Arrays.asList(name.split(" "))).collect();
  }

  /** Some names: filter, first, count and take. */
  static List<Object> longNames(Session session) {
    Rdd<String> longer = session.parallelize(NAMES).filter(name -> name.length() > 11);
    return List.of(longer.first(), longer.count(), longer.take(5));
  }

  /** Sum and number of some numbers at once: reduce on tuples. */
  static Pair<Integer, Integer> sums(Session session) {
    return session
        .parallelize(List.of(1, 2, 3, 4))
        .map(i -> Pair.of(i, 1))
        .reduce((a, b) -> Pair.of(a.key() + b.key(), a.value() + b.value()))
        .orElseThrow();
  }

  /** Word count from files to files. */
  static void mapReduce(Session session, String input, String output) {
    MapReduce.<String, Integer>mapping(
            line -> Arrays.stream(line.split(" ")).map(word -> Pair.of(word, 1)).toList())
        .combining(Integer::sum)
        .reducing((word, counts) -> word + " " + counts.stream().mapToInt(i -> i).sum())
        .run(session.rdds(), input, output);
  }
}
