package devnet;

import java.util.ArrayList;
import java.util.List;

/** The end of every block: windows that close, then epochs that end and open the next nonce. */
final class Epochs {
  private final State state;
  private final Judge judge;
  private final Competitors competitors;

  Epochs(State state, Judge judge, Competitors competitors) {
    this.state = state;
    this.judge = judge;
    this.competitors = competitors;
  }

  List<Event> endBlock() {
    List<Event> events = new ArrayList<>();
    for (Topic topic : state.topics.values()) {
      for (long nonce : List.copyOf(topic.open)) {
        if (state.height >= nonce + topic.options.window()) {
          close(topic, nonce, events);
        }
      }
      if (state.height >= topic.nextNonce) {
        open(topic, events);
      }
    }
    return events.stream().map(Event::atEndBlock).toList();
  }

  private void close(Topic topic, long nonce, List<Event> events) {
    topic.open.remove(nonce);
    judge.closed(topic.id(), nonce, topic.set(nonce).keySet());
    if (!topic.set(nonce).isEmpty()) {
      commit(topic, nonce, events);
    }
    if (state.emissions.modern()) {
      events.add(window("EventWorkerSubmissionWindowClosed", topic, nonce));
    }
  }

  /** Where nobody answered there is nothing to commit, and nothing to judge for reputers. */
  private void commit(Topic topic, long nonce, List<Event> events) {
    topic.lastCommitNonce = nonce;
    topic.lastCommitHeight = state.height;
    for (Stored kept : topic.set(nonce).values()) {
      topic.inclusions.merge(kept.worker(), 1L, Long::sum);
    }
    events.add(
        Event.typed(
            state.emissions.event("EventWorkerLastCommitSet"),
            "topic_id",
            topic.id(),
            "block_height",
            state.height,
            "nonce",
            nonce));
    if (state.emissions.modern()) {
      events.add(window("EventReputerSubmissionWindowOpened", topic, nonce));
    }
  }

  private Event window(String name, Topic topic, long nonce) {
    return Event.typed(
        state.emissions.event(name), "topic_id", topic.id(), "nonce_block_height", nonce);
  }

  private void open(Topic topic, List<Event> events) {
    long nonce = state.height;
    topic.nextNonce = nonce + topic.options.epochLength();
    if (!topic.runs()) {
      return;
    }
    topic.open.add(nonce);
    topic.epochLastEnded = nonce;
    judge.opened(topic.id(), nonce, state.time);
    competitors.answer(topic, nonce, state.activeSet);
    if (state.emissions.modern()) {
      events.add(
          Event.typed(
              state.emissions.event("EventWorkerSubmissionWindowOpened"),
              "topic_id",
              topic.id(),
              "nonce_block_height",
              nonce,
              "window_end_block",
              nonce + topic.options.window()));
    }
  }
}
