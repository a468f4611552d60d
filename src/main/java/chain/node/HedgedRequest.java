package chain.node;

import base.ErrorText;
import chain.http.AnswerTimes;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One question that changes nothing, to several nodes in turn: the next one is asked when one
 * fails, and beside it when it takes longer than usual; a node that is alone is asked anew. The
 * first answer that will do is taken.
 */
final class HedgedRequest {
  /** Of a node that is alone, before it is given a rest. */
  private static final int TRIES = 3;

  private record NodeAnswer(NodeReply reply, NodeUnavailableException failure) {}

  private final Function<NodeEndpoint, NodeReply> question;
  private final Predicate<NodeReply> good;
  private final NodeMonitor nodeMonitor;
  private final AnswerTimes answerTimes;
  private final Timeouts timeouts;
  private final Executor threads;
  private final BlockingQueue<NodeAnswer> answers = new LinkedBlockingQueue<>();
  private final List<String> problems = new ArrayList<>();
  private NodeReply other;

  /**
   * @param good replies that answer the question; the first of the others says what is wrong
   */
  HedgedRequest(
      Function<NodeEndpoint, NodeReply> question,
      Predicate<NodeReply> good,
      NodeMonitor nodeMonitor,
      AnswerTimes answerTimes,
      Timeouts timeouts,
      Executor threads) {
    this.question = question;
    this.good = good;
    this.nodeMonitor = nodeMonitor;
    this.answerTimes = answerTimes;
    this.timeouts = timeouts;
    this.threads = threads;
  }

  /** Empty if none of them answered. */
  Optional<NodeReply> ask(List<Node> nodes) {
    boolean alone = nodes.size() == 1;
    Iterator<Node> left =
        alone ? Collections.nCopies(TRIES, nodes.get(0)).iterator() : nodes.iterator();
    Duration hedge = timeouts.hedgeDelay();
    int open = 0;
    while (left.hasNext() || open > 0) {
      if (left.hasNext()) {
        Node next = left.next();
        hedge = answerTimes.hedgeDelay(next.endpoint());
        open += start(next) ? 1 : 0;
      }
      Duration patience = alone ? hedge.multipliedBy(4) : timeouts.httpCallTimeout();
      NodeAnswer answer = open == 0 ? null : pollAnswer(left.hasNext() ? hedge : patience);
      if (answer == null && !left.hasNext()) {
        break;
      }
      if (answer != null) {
        open--;
        if (recordAnswer(answer)) {
          return Optional.of(answer.reply());
        }
      }
    }
    return Optional.ofNullable(other);
  }

  /** Not one that asked to be left alone a moment ago. */
  private boolean start(Node node) {
    boolean may = !node.isRetryAfterPending();
    if (may) {
      threads.execute(() -> answers.add(ask(node)));
    }
    return may;
  }

  private NodeAnswer ask(Node node) {
    try {
      NodeReply reply = question.apply(node.endpoint());
      node.recordAnswer();
      return new NodeAnswer(reply, null);
    } catch (NodeUnavailableException unavailable) {
      node.recordFailure(unavailable.getMessage(), unavailable.retryAfter());
      nodeMonitor.recordFailure();
      return new NodeAnswer(null, unavailable);
    } catch (RuntimeException | Error e) { // nobody else would tell who waits
      return new NodeAnswer(
          null, new NodeUnavailableException(node.endpoint(), "failed: " + ErrorText.describe(e)));
    }
  }

  private boolean recordAnswer(NodeAnswer answer) {
    if (answer.failure() != null) {
      problems.add(answer.failure().messageWithEndpoint());
      return false;
    }
    boolean will = good.test(answer.reply());
    other = will || other != null ? other : answer.reply();
    return will;
  }

  /** Null if none comes in that time. */
  private NodeAnswer pollAnswer(Duration limit) {
    try {
      return answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT, "no node was waited for: the program is stopping");
    }
  }

  /** What the nodes asked had to say instead. */
  List<String> faults() {
    return problems;
  }
}
