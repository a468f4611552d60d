package cli.data;

import base.ErrorText;
import base.ExitStatus;
import doctor.SourceCheck;
import domain.Failure;
import domain.FailureReason;
import domain.market.Candle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import market.store.CandleFile;

/**
 * One source's candles on their way into a file, request by request; what the file holds already is
 * not asked for again.
 */
final class CandleDownload {
  private static final int TRIES = 5;
  private static final int SAVE_EVERY = 50;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private final MarketSource source;
  private final String pair;
  private final Duration step;
  private final Path file;
  private final TreeMap<Instant, Candle> bars = new TreeMap<>();
  private int saved;

  /**
   * @throws IllegalArgumentException if the file could not be written later, or is none of candles
   */
  CandleDownload(MarketSource source, String pair, Duration step, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new IllegalArgumentException("--out: " + file + " cannot be written");
    }
    this.source = source;
    this.pair = pair;
    this.step = step;
    this.file = file;
    if (Files.exists(file)) {
      CandleFile.read(file, step, rows -> {}).bars().forEach(it -> bars.put(it.time(), it));
      saved = bars.size();
    }
  }

  List<Candle> bars() {
    return List.copyOf(bars.values());
  }

  /**
   * Fetches the candles of a time, from the last of those held where there are some: it tells
   * whether they are of the same pair and source.
   *
   * @throws IllegalArgumentException where the source does not reach back so far, or has another
   *     price for the last one held
   * @throws Failure.Stop with exit code 69 if it cannot be reached; what came is in the file
   */
  void run(SourceCheck asking, Instant since, Instant until, Consumer<String> progress)
      throws IOException, InterruptedException {
    Instant at = bars.isEmpty() ? ceiling(since) : bars.lastKey();
    Instant end = ceiling(until);
    requireReach(at);
    try {
      for (int asked = 1; at.isBefore(end); asked++) {
        Instant next = at.plus(step.multipliedBy(source.maxBarsPerRequest()));
        Instant last = next.isBefore(end) ? next : end;
        request(asking, source.createRequest(pair, step, at, last)).forEach(this::add);
        at = last;
        progress.accept("%,d candles, up to %s".formatted(bars.size(), last));
        if (asked % SAVE_EVERY == 0) {
          save();
        }
      }
    } finally {
      save();
    }
  }

  private void add(Candle bar) {
    Candle held = bars.putIfAbsent(bar.time(), bar);
    if (held != null && held.close() != bar.close()) {
      throw new IllegalArgumentException(
          "--out: %s has the price %s at %s, %s has %s for %s: name a file of that pair and source"
              .formatted(file, held.close(), bar.time(), source.name(), bar.close(), pair));
    }
  }

  private void requireReach(Instant from) {
    long most = source.maxHistoryBars();
    Instant oldest =
        most == Integer.MAX_VALUE ? from : Instant.now().minus(step.multipliedBy(most));
    if (from.isBefore(oldest)) {
      throw new IllegalArgumentException(
          "%s gives its newest %d candles only, since about %s: take another --source"
              .formatted(source.name(), most, oldest));
    }
  }

  private Instant ceiling(Instant time) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(-Math.floorDiv(-time.getEpochSecond(), seconds) * seconds);
  }

  private void save() throws IOException {
    if (bars.size() > saved) {
      CandleFile.write(file, bars.values());
      saved = bars.size();
    }
  }

  /** The candles asked for, as far as there are any. */
  private List<Candle> request(SourceCheck asking, CandleRequest request)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Duration pause = PAUSE.multipliedBy(tries);
      boolean again = tries < TRIES;
      String why;
      try {
        SourceReply reply = asking.askOnce(source.name(), request);
        ParsedReply parsed = source.parseReply(reply, pair, step);
        if (parsed instanceof Bars found) {
          return request.barsInRange(found.bars());
        }
        Refusal refusal = (Refusal) parsed;
        boolean none = refusal.kind() == RefusalKind.ABSENT;
        if (none && reply.status() == 200) {
          return List.of();
        }
        why = refusal.detail();
        again &= !none && refusal.kind() != RefusalKind.DENIED;
        pause = reply.retryTime(Instant.now()).map(CandleDownload::untilThen).orElse(pause);
      } catch (Exception e) {
        why = ErrorText.describe(e);
      }
      if (!again || pause.compareTo(LONGEST_PAUSE) > 0) {
        throw new Failure.Stop(
            FailureReason.NO_DATA,
            ExitStatus.UNREACHABLE,
            "%s: %s; the same command goes on from %s"
                .formatted(source.name(), why, request.from()));
      }
      Thread.sleep(Math.max(0, pause.toMillis()));
    }
  }

  private static Duration untilThen(Instant time) {
    return Duration.between(Instant.now(), time);
  }
}
