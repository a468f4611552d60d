package chain;

import domain.Failure;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the submission windows that still accept. The chain's own answer counts, by the word of
 * half the nodes; open nonces are held against the height formula, as old ones may linger in that
 * list.
 */
final class Windows {
  private static final String UNFULFILLED = "/unfulfilled_worker_nonces/";

  private final Watch watch;
  private final Queries queries;
  private final Topics topics;
  private final Standings standings;
  private final BlockTimes times;
  private final String worker;
  private final Opinions opinions;

  Windows(
      Nodes nodes,
      Queries queries,
      Topics topics,
      Standings standings,
      BlockTimes times,
      String worker) {
    this.watch = nodes.watch();
    this.opinions = new Opinions(nodes);
    this.queries = queries;
    this.topics = topics;
    this.standings = standings;
    this.times = times;
    this.worker = worker;
  }

  /**
   * Open windows, newest first.
   *
   * @throws Failure as {@link Allora#windows}
   */
  List<Window> open(long topic) {
    TopicFacts facts = topics.facts(topic).scalar();
    Standing standing = standings.of(facts);
    standing.demandEligible(facts, worker);
    return accepting(facts, standing).stream()
        .map(window -> window(topic, window.getKey(), window.getValue()))
        .toList();
  }

  /** Nonce and last height of what a transaction sent now can still reach, newest first. */
  private List<Map.Entry<Long, Long>> accepting(TopicFacts facts, Standing standing) {
    long height = watch.head().height();
    return lastHeights(facts, standing).entrySet().stream()
        .filter(window -> window.getKey() <= height && height < window.getValue())
        .toList();
  }

  /** Last height by nonce, newest nonce first, lingering ones included. */
  private Map<Long, Long> lastHeights(TopicFacts topic, Standing standing) {
    Map<Long, Long> lasts = new TreeMap<>(Collections.reverseOrder());
    for (long nonce : nonces(topic, standing)) {
      lasts.put(nonce, queries.current().lastHeight(nonce, topic.window()));
    }
    lasts.computeIfPresent(standing.nonce(), (nonce, last) -> standing.lastHeight());
    return lasts;
  }

  private Set<Long> nonces(TopicFacts topic, Standing standing) {
    Reply reply = queries.answer(UNFULFILLED + topic.id());
    Set<Long> nonces = Opinions.nonces(reply);
    if (standing.open()) {
      nonces.add(standing.nonce());
    }
    return opinions.agreed(path(topic.id()), reply.from(), nonces, due(topic));
  }

  private String path(long topic) {
    return queries.current().prefix() + UNFULFILLED + topic;
  }

  /** Nonce of the window in which the chain is now, if its last answers are to be believed. */
  private OptionalLong due(TopicFacts topic) {
    long past = watch.head().height() - topic.newestNonce();
    long into = Math.floorMod(past, topic.epochLength());
    boolean within = past >= 0 && into > 0 && into < topic.window();
    return within ? OptionalLong.of(topic.newestNonce() + past - into) : OptionalLong.empty();
  }

  /** The window that this nonce opened, past or present. */
  Window at(long topic, long nonce) {
    long window = topics.facts(topic).window();
    return window(topic, nonce, queries.current().lastHeight(nonce, window));
  }

  private Window window(long topic, long nonce, long lastHeight) {
    return new Window(
        new WindowKey(watch.chainId(), topic, nonce, worker),
        lastHeight,
        times.timeOf(nonce),
        times.reckoned(lastHeight));
  }

  /** Chain time until the next window is expected to open; zero if it is due. */
  Duration untilNext(long topic) {
    return until(standings.of(topics.facts(topic)).next());
  }

  private Duration until(long height) {
    long blocks = Math.max(0, height - watch.head().height());
    return times.blockTime().multipliedBy(blocks);
  }

  /**
   * Chain time until the next look: one block while a window is open or due, else towards the next
   * one, but never so long that a window could open unforeseen and be seen late.
   */
  Duration restBetweenLooks(long topic) {
    TopicFacts facts = topics.facts(topic);
    Standing standing = standings.of(facts);
    Duration look = lookEvery(topic);
    if (open(facts, standing) || opinions.disputed(path(topic))) {
      return look;
    }
    Duration ahead = until(standing.next()).minus(times.blockTime());
    Duration asleep = least(ahead, quarter(facts));
    return asleep.compareTo(look) < 0 ? look : asleep;
  }

  /** Also one that opened in a block which the head known here has not reached yet. */
  private boolean open(TopicFacts facts, Standing standing) {
    long height = watch.head().height();
    return lastHeights(facts, standing).values().stream().anyMatch(last -> height < last);
  }

  private Duration quarter(TopicFacts facts) {
    return times.blockTime().multipliedBy(facts.window()).dividedBy(4);
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * How often to look while a window is due or open: at about block time, more often where the
   * window is so short that four looks would not fit in.
   */
  private Duration lookEvery(long topic) {
    return least(times.blockTime(), quarter(topics.facts(topic)));
  }
}
