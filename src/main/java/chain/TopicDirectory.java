package chain;

import base.DaemonThreads;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.EmissionsVersion;
import chain.model.TopicInfo;
import chain.node.EmissionsQueries;
import chain.window.TopicCache;
import domain.Failure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The topics of the network, for someone who looks for one; the daemon never asks this. */
public final class TopicDirectory {
  /** A network has some dozens. A larger number is a lie, or needs a better way than this. */
  private static final int MOST = 500;

  private static final int AT_ONCE = 8;

  private final EmissionsQueries queries;

  TopicDirectory(EmissionsQueries queries) {
    this.queries = queries;
  }

  /**
   * @param weight by which rewards are shared among topics
   * @param workers who submitted in the newest closed window; empty where it is not told
   * @param restricted whether only workers on its list may submit; empty where it is not told
   */
  public record TopicListing(
      TopicInfo info,
      boolean active,
      BigDecimal weight,
      OptionalInt workers,
      Optional<Boolean> restricted) {}

  /** All topics that there are, the newest 500 of more, in the order of their numbers. */
  public List<TopicListing> listTopics() {
    long next =
        NodeUnavailableException.waitIfUnavailable(
            () -> queries.getRequired("/next_topic_id").longField("next_topic_id"));
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.named("topic-list"));
    try {
      List<Future<Optional<TopicListing>>> reads =
          LongStream.range(Math.max(1, next - MOST), Math.max(1, next))
              .mapToObj(id -> threads.submit(() -> findTopic(id)))
              .toList();
      return reads.stream().flatMap(it -> await(it).stream()).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  /** One topic; empty if the network has none of that number. */
  public Optional<TopicListing> findTopic(long id) {
    return NodeUnavailableException.waitIfUnavailable(() -> readTopic(id));
  }

  private static Optional<TopicListing> await(Future<Optional<TopicListing>> read) {
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure ? failure : new IllegalStateException(e);
    }
  }

  private Optional<TopicListing> readTopic(long id) {
    NodeReply reply = queries.get("/topics/" + id, TopicCache::parseTopic);
    if (reply.isNotFound()) {
      return Optional.empty();
    }
    TopicInfo info = TopicCache.parseTopic(reply);
    boolean active = queries.getRequired("/is_topic_active/" + id).booleanField("is_active");
    return Optional.of(
        new TopicListing(
            info,
            active,
            reply.field("weight").isTextual() ? reply.decimalField("weight") : BigDecimal.ZERO,
            active ? readWorkers(id) : OptionalInt.empty(),
            active ? readRestriction(id) : Optional.empty()));
  }

  private OptionalInt readWorkers(long id) {
    NodeReply reply = queries.get("/latest_inferences/" + id);
    return reply.isOk() && reply.field("inferences", "inferences").isArray()
        ? OptionalInt.of(reply.field("inferences", "inferences").size())
        : OptionalInt.empty();
  }

  /** Anybody may submit on v5, which knows no such list. */
  private Optional<Boolean> readRestriction(long id) {
    if (queries.currentVersion() == EmissionsVersion.V5) {
      return Optional.of(false);
    }
    NodeReply reply = queries.get("/is_topic_worker_whitelist_enabled/" + id);
    return Optional.of(reply.field("is_topic_worker_whitelist_enabled"))
        .filter(it -> it.isBoolean())
        .map(it -> it.asBoolean());
  }
}
