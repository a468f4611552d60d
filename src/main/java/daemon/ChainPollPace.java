package daemon;

import chain.model.Timeouts;
import java.time.Duration;
import routes.allora.WorkerClients;
import routes.step.PollGate;

/** Time between polls, from the poll schedule of the topic's own network client. */
record ChainPollPace(WorkerClients workers, Timeouts timeouts) implements PollGate.Pace {
  @Override
  public Duration untilRetry(long topic) {
    return workers.forTopic(topic).pollTiming().timeUntilRetry(topic);
  }

  @Override
  public Duration untilNextPoll(long topic) {
    return workers.forTopic(topic).pollTiming().timeUntilNextPoll(topic);
  }

  @Override
  public Duration toRealTime(Duration chain) {
    return timeouts.toRealTime(chain, Duration.ZERO);
  }
}
