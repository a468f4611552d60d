package chain;

import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.ArrayList;
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
 * fails, and beside it when it is slow; a node that is alone is asked once more. The first answer
 * that will do is taken.
 */
final class Inquiry {
  private record Answer(Reply reply, Silence silence) {}

  private final Function<Endpoint, Reply> question;
  private final Predicate<Reply> good;
  private final Watch watch;
  private final Pace pace;
  private final Executor threads;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<String> troubles = new ArrayList<>();
  private Reply other;

  /**
   * @param good replies that answer the question; the first of the others says what is wrong
   */
  Inquiry(
      Function<Endpoint, Reply> question,
      Predicate<Reply> good,
      Watch watch,
      Pace pace,
      Executor threads) {
    this.question = question;
    this.good = good;
    this.watch = watch;
    this.pace = pace;
    this.threads = threads;
  }

  /** Empty if all of them were silent. */
  Optional<Reply> ask(List<Node> nodes) {
    Iterator<Node> left = nodes.iterator();
    boolean alone = nodes.size() == 1;
    int open = 0;
    while (left.hasNext() || open > 0) {
      if (left.hasNext()) {
        Node next = left.next();
        threads.execute(() -> answers.add(ask(next)));
        open++;
      }
      boolean hasty = left.hasNext() || alone;
      Answer answer = await(hasty ? pace.haste() : pace.deadline().multipliedBy(2));
      if (answer == null && !hasty) {
        break;
      }
      left = answer == null && alone ? nodes.iterator() : left;
      alone = false;
      if (answer != null) {
        open--;
        if (takes(answer)) {
          return Optional.of(answer.reply());
        }
      }
    }
    return Optional.ofNullable(other);
  }

  private Answer ask(Node node) {
    try {
      return new Answer(question.apply(node.endpoint()), null);
    } catch (Silence silence) {
      node.failed(silence.getMessage(), silence.rest());
      watch.forget();
      return new Answer(null, silence);
    }
  }

  private boolean takes(Answer answer) {
    if (answer.silence() != null) {
      troubles.add(answer.silence().sentence());
      return false;
    }
    boolean will = good.test(answer.reply());
    other = will || other != null ? other : answer.reply();
    return will;
  }

  /** Null if none comes in that time. */
  private Answer await(Duration limit) {
    try {
      return answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Wait(Reason.NO_ENDPOINT, "no node was waited for: the program is stopping");
    }
  }

  /** What the nodes asked had to say instead. */
  List<String> troubles() {
    return troubles;
  }
}
