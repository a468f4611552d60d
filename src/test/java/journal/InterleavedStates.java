package journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import journal.InterleavedState.Budget;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;

/**
 * Numbers states in the order in which they are met, in little room: of their parts, which many
 * share, each is kept once. Two that differ in nothing but the replicas' names are one.
 */
final class InterleavedStates {
  private record Packed(int database, int first, int second, int chain, int budget) {
    boolean isBefore(Packed other) {
      return database != other.database
          ? database < other.database
          : first != other.first ? first < other.first : chain < other.chain;
    }
  }

  /** Gives each different thing a number, and knows the same thing with the replicas swapped. */
  private static final class Numbers<T> {
    final Map<T, Integer> numbers = new HashMap<>();
    final List<T> things = new ArrayList<>();
    final Map<Integer, Integer> swapped = new HashMap<>();
    final UnaryOperator<T> swap;

    Numbers(UnaryOperator<T> swap) {
      this.swap = swap;
    }

    int swapped(int number) {
      Integer known = swapped.get(number);
      if (known == null) {
        known = of(swap.apply(things.get(number)));
        swapped.put(number, known);
        swapped.put(known, number);
      }
      return known;
    }

    int of(T thing) {
      Integer number = numbers.putIfAbsent(thing, things.size());
      if (number == null) {
        things.add(thing);
        return things.size() - 1;
      }
      return number;
    }
  }

  private final Numbers<String> databases = new Numbers<>(InterleavedRows::swap);
  private final Numbers<Lane> lanes = new Numbers<>(Lane::swapped);
  private final Numbers<Chain> chains = new Numbers<>(Chain::swapped);
  private final Numbers<Budget> budgets = new Numbers<>(it -> it);
  private final Numbers<Packed> states = new Numbers<>(it -> it);

  int size() {
    return states.things.size();
  }

  int of(InterleavedState state) {
    Packed packed = pack(state);
    Packed swapped = swap(packed);
    return states.of(swapped.isBefore(packed) ? swapped : packed);
  }

  /** Whether it is kept with the replicas in each other's place. */
  boolean isTurned(InterleavedState state) {
    Packed packed = pack(state);
    return swap(packed).isBefore(packed);
  }

  InterleavedState get(int number) {
    Packed parts = states.things.get(number);
    return new InterleavedState(
        databases.things.get(parts.database()),
        List.of(lanes.things.get(parts.first()), lanes.things.get(parts.second())),
        chains.things.get(parts.chain()),
        budgets.things.get(parts.budget()));
  }

  private Packed pack(InterleavedState state) {
    return new Packed(
        databases.of(state.database()),
        lanes.of(state.lanes().get(0)),
        lanes.of(state.lanes().get(1)),
        chains.of(state.chain()),
        budgets.of(state.budget()));
  }

  private Packed swap(Packed it) {
    return new Packed(
        databases.swapped(it.database()),
        lanes.swapped(it.second()),
        lanes.swapped(it.first()),
        chains.swapped(it.chain()),
        it.budget());
  }
}
