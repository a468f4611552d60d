package chain.window;

import chain.http.NodeReply;
import chain.model.EmissionsVersion;
import chain.model.TopicInfo;
import chain.node.EmissionsQueries;

/**
 * Asks how topic and worker stand: in one question where the network serves it, else put together
 * from several.
 */
public final class WorkerStatusReader {
  private final EmissionsQueries queries;
  private final String worker;

  public WorkerStatusReader(EmissionsQueries queries, String worker) {
    this.queries = queries;
    this.worker = worker;
  }

  WorkerStatus readStatus(TopicInfo topic) {
    if (queries.currentVersion() != EmissionsVersion.V5) {
      NodeReply reply =
          queries.get(
              "/worker_submission_window_status/" + topic.id() + "?address=" + worker,
              WorkerStatus::parse);
      if (reply.isOk()) {
        return WorkerStatus.parse(reply);
      }
    }
    return readFromSeparateQueries(topic);
  }

  public String workerAddress() {
    return worker;
  }

  public boolean isRegistered(long topic) {
    return queries
        .getRequired("/worker_registered/" + topic + "/" + worker)
        .booleanField("is_registered");
  }

  /** Account that gets what this worker earns; the worker itself, unless it was registered so. */
  public String ownerAddress() {
    String owner = queries.get("/worker/" + worker).field("node_info", "owner").asText();
    return owner.isEmpty() ? worker : owner;
  }

  /** Always so on v5, which knows no whitelist. */
  public boolean isWhitelisted(long topic) {
    return queries.currentVersion() == EmissionsVersion.V5
        || queries
            .getRequired("/can_submit_worker_payload/" + topic + "/" + worker)
            .booleanField("can_submit_worker_payload");
  }

  private WorkerStatus readFromSeparateQueries(TopicInfo topic) {
    return new WorkerStatus(
        false,
        0,
        0,
        readNextWindowHeight(topic),
        isRegistered(topic.id()),
        isWhitelisted(topic.id()),
        queries.getRequired("/is_topic_active/" + topic.id()).booleanField("is_active"));
  }

  private long readNextWindowHeight(TopicInfo topic) {
    NodeReply reply =
        queries.get(
            "/next_churning_block_by_topic_id/" + topic.id(),
            it -> it.longFieldOrZero("block_height"));
    long told = reply.isOk() ? reply.longFieldOrZero("block_height") : 0;
    return told > 0 ? told : topic.newestNonce() + topic.epochLength();
  }
}
