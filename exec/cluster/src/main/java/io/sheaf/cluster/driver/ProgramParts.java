package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.PartBlocks;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.plan.CodeParts;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The large parts of the code in plans: they stay here as long as their query runs, and each worker
 * asks for those that its tasks read. Thread-safe.
 */
final class ProgramParts {
  /** What is smaller travels with its plan. */
  private static final int LEAST_BYTES = 4096;

  /** So much is given at a time. */
  private static final int MOST_BYTES = 16 << 20;

  private static final byte[] ELSEWHERE = {};

  private final Map<Long, List<Stored>> queries = new ConcurrentHashMap<>();

  private record Stored(String name, byte[] bytes) {}

  /** The plan without its large parts, which workers may ask for from now on. */
  SentPlan sent(long query, PhysicalPlan plan) {
    List<Part> parts = new ArrayList<>();
    PhysicalPlan small =
        CodeParts.map(
            plan,
            (name, bytes) -> {
              if (bytes.length < LEAST_BYTES) {
                return bytes;
              }
              parts.add(new Part(name, number(query, name, bytes), bytes.length));
              return ELSEWHERE;
            });
    return new SentPlan(PlanCodec.encode(small), parts);
  }

  private int number(long query, String name, byte[] bytes) {
    List<Stored> all = queries.computeIfAbsent(query, id -> new ArrayList<>());
    synchronized (all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).name().equals(name)) {
          return i;
        }
      }
      all.add(new Stored(name, bytes));
      return all.size() - 1;
    }
  }

  /** What somebody asks for. */
  Message answer(Message.Fetch fetch) {
    List<Stored> all = queries.get(fetch.block().task().stage().query());
    int number = fetch.block().partition();
    if (!PartBlocks.isPart(fetch.block()) || all == null) {
      return new Message.Refused(fetch.request(), "the query is over");
    }
    synchronized (all) {
      if (number < 0 || number >= all.size()) {
        return new Message.Refused(fetch.request(), "there is no such part of the program");
      }
      byte[] bytes = all.get(number).bytes();
      if (fetch.offset() < 0
          || fetch.bytes() < 0
          || fetch.bytes() > MOST_BYTES
          || fetch.offset() > bytes.length - fetch.bytes()) {
        return new Message.Refused(fetch.request(), "no such range");
      }
      int from = (int) fetch.offset();
      return new Message.Block(
          fetch.request(), Arrays.copyOfRange(bytes, from, from + fetch.bytes()));
    }
  }

  /** The query is over. */
  void drop(long query) {
    queries.remove(query);
  }
}
