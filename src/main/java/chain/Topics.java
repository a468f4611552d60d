package chain;

import domain.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads topics and keeps what it read for a few minutes. */
final class Topics {
  private record Kept(TopicFacts facts, long at) {}

  private final Nodes nodes;
  private final Queries queries;
  private final Pace pace;
  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

  Topics(Nodes nodes, Queries queries, Pace pace) {
    this.nodes = nodes;
    this.queries = queries;
    this.pace = pace;
  }

  /**
   * @throws Failure.Stop if there is no such topic
   */
  TopicFacts facts(long topic) {
    Kept known = kept.get(topic);
    if (known == null || pace.now() - known.at() > pace.factsLast().toNanos()) {
      known = new Kept(fresh(topic), pace.now());
      kept.put(topic, known);
    }
    return known.facts();
  }

  /** As the chain says it now. */
  TopicFacts fresh(long topic) {
    Reply reply = queries.ask("/topics/" + topic);
    if (reply.notFound()) {
      throw TopicFacts.unknown(topic, nodes.watch().chainId());
    }
    return read(reply.ok() ? reply : queries.answer("/topics/" + topic));
  }

  static TopicFacts read(Reply reply) {
    Reply topic = new Reply(reply.from(), reply.status(), reply.at("topic"));
    return new TopicFacts(
        topic.number("id"),
        topic.text("metadata"),
        topic.number("epoch_length"),
        topic.number("worker_submission_window"),
        topic.number("ground_truth_lag"),
        topic.text("loss_method"),
        topic.number("epoch_last_ended"),
        topic.at("output_arity").asText(""),
        !reply.at("effective_revenue").asText().equals("0"));
  }
}
