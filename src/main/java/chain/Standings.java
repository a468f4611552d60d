package chain;

/**
 * Asks how topic and worker stand: in one question where the network serves it, else put together
 * from several.
 */
final class Standings {
  private final Queries queries;
  private final String worker;

  Standings(Queries queries, String worker) {
    this.queries = queries;
    this.worker = worker;
  }

  Standing of(TopicFacts topic) {
    if (queries.current() != Emissions.V5) {
      Reply reply =
          queries.ask("/worker_submission_window_status/" + topic.id() + "?address=" + worker);
      if (reply.ok()) {
        return Standing.read(reply);
      }
    }
    return composed(topic);
  }

  String worker() {
    return worker;
  }

  boolean registered(long topic) {
    return queries.answer("/worker_registered/" + topic + "/" + worker).flag("is_registered");
  }

  /** Account that gets what this worker earns; the worker itself, unless it was registered so. */
  String owner() {
    String owner = queries.ask("/worker/" + worker).at("node_info", "owner").asText();
    return owner.isEmpty() ? worker : owner;
  }

  /** Always so on v5, which knows no whitelist. */
  boolean whitelisted(long topic) {
    return queries.current() == Emissions.V5
        || queries
            .answer("/can_submit_worker_payload/" + topic + "/" + worker)
            .flag("can_submit_worker_payload");
  }

  private Standing composed(TopicFacts topic) {
    return new Standing(
        false,
        0,
        0,
        next(topic),
        registered(topic.id()),
        whitelisted(topic.id()),
        queries.answer("/is_topic_active/" + topic.id()).flag("is_active"));
  }

  private long next(TopicFacts topic) {
    Reply reply = queries.ask("/next_churning_block_by_topic_id/" + topic.id());
    long told = reply.ok() ? reply.at("block_height").asLong(0) : 0;
    return told > 0 ? told : topic.newestNonce() + topic.epochLength();
  }
}
