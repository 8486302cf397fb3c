package io.sheaf.sql.frame;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns that an expression may name. Immutable. */
final class Inputs {
  private final List<Attribute> attributes;
  private final Set<Attribute> ambiguous;

  private Inputs(List<Attribute> attributes, Set<Attribute> ambiguous) {
    this.attributes = attributes;
    this.ambiguous = ambiguous;
  }

  static Inputs of(Relation relation) {
    return new Inputs(relation.output(), Set.of());
  }

  /**
   * Both sides of a join; what both have came from one frame, and nobody can tell which is meant.
   */
  static Inputs of(Relation left, Relation right) {
    Set<Attribute> both = new HashSet<>(left.output());
    both.retainAll(Set.copyOf(right.output()));
    List<Attribute> all = new ArrayList<>(left.output());
    all.addAll(right.output());
    return new Inputs(List.copyOf(all), both);
  }

  List<Attribute> all() {
    return attributes;
  }

  /** Whether both sides of a join have it. */
  boolean isAmbiguous(Attribute attribute) {
    return ambiguous.contains(attribute);
  }

  /** All columns of one table or alias; of all for an empty qualifier. */
  List<Attribute> star(String qualifier) {
    if (qualifier.isEmpty()) {
      return attributes;
    }
    List<Attribute> found =
        attributes.stream().filter(a -> a.qualifier().equalsIgnoreCase(qualifier)).toList();
    if (found.isEmpty()) {
      List<String> known = attributes.stream().map(Attribute::qualifier).distinct().toList();
      throw SheafException.user(
          "UNKNOWN_TABLE",
          "There is no table or alias \"" + qualifier + "\" here" + Nearest.hint(qualifier, known));
    }
    return found;
  }

  /** The column that a reference means. */
  Attribute of(Attribute wanted) {
    if (ambiguous.contains(wanted)) {
      throw SheafException.user(
          "AMBIGUOUS_COLUMN",
          "Column \""
              + wanted.name()
              + "\" is one of both sides, which come from the same frame; give each side an"
              + " alias with as(...) and take the columns of these");
    }
    int index = attributes.indexOf(wanted);
    if (index < 0) {
      throw SheafException.user(
          "UNKNOWN_COLUMN",
          "Column \""
              + wanted
              + "\" belongs to another frame"
              + (find(wanted.name()).isEmpty()
                  ? "; here are " + names()
                  : "; col(\"" + wanted.name() + "\") is the one of this frame"));
    }
    return attributes.get(index);
  }

  /** The only column of a name. */
  Attribute named(String name) {
    List<Attribute> found = find(name);
    if (found.isEmpty()) {
      throw unknown(name);
    }
    if (found.size() > 1) {
      throw SheafException.user(
          "AMBIGUOUS_COLUMN",
          "Column \""
              + name
              + "\" exists more than once here; take it from its frame as in left.col(\""
              + found.getFirst().name()
              + "\"), or give the frames aliases");
    }
    return found.getFirst();
  }

  /** All columns of a name, which is one as a whole or behind the dot of a qualifier. */
  List<Attribute> find(String name) {
    List<Attribute> whole =
        attributes.stream().filter(a -> a.name().equalsIgnoreCase(name)).toList();
    if (!whole.isEmpty()) {
      return whole;
    }
    return attributes.stream()
        .filter(
            a ->
                !a.qualifier().isEmpty() && (a.qualifier() + "." + a.name()).equalsIgnoreCase(name))
        .toList();
  }

  private SheafException unknown(String name) {
    List<String> known = new ArrayList<>();
    attributes.forEach(a -> known.addAll(Arrays.asList(a.name(), a.toString())));
    String hint = Nearest.hint(name, known).replace('\'', '"');
    return SheafException.user(
        "UNKNOWN_COLUMN",
        "There is no column \"" + name + "\"" + (hint.isEmpty() ? "; here are " + names() : hint));
  }

  private String names() {
    List<String> names = attributes.stream().map(Attribute::name).distinct().toList();
    int most = 12;
    return String.join(", ", names.subList(0, Math.min(most, names.size())))
        + (names.size() > most ? ", ..." : "");
  }
}
