package market.source;

import domain.market.Candle;
import java.util.List;
import java.util.Objects;

/** What a reply turned out to be, judged by its body and not by its status alone. */
public sealed interface ParsedReply {
  /** Data: at least one usable bar, oldest first, one per start time; may hold the open bar. */
  record Bars(List<Candle> bars) implements ParsedReply {
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /** No data, and what that means for asking again. */
  record Refusal(RefusalKind kind, String detail) implements ParsedReply {
    public Refusal {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** Why there are no data. */
  enum RefusalKind {
    /** Allocation used up: leave the provider alone for a while. */
    THROTTLED,
    /** Token refused or host not served: asking again does not help. */
    DENIED,
    /** The provider answers well but has nothing for this pair and time. */
    ABSENT,
    /** Anything else, e.g. a gateway page or a torn body: worth another try. */
    TRANSIENT
  }
}
