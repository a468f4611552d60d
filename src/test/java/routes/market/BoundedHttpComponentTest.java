package routes.market;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import base.HostileServer.Attack;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any address that a setting names, such as those of alerts and of the dead-man's switch. */
@Execution(ExecutionMode.CONCURRENT)
class BoundedHttpComponentTest {
  private static final Duration DEADLINE = Duration.ofMillis(2_500);
  private static final long MOST_BYTES = 40L << 20;

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void open() {
    Properties settings = new Properties();
    settings.setProperty("market.reply-within", "" + DEADLINE.toMillis() * 4 / 5);
    camel.getPropertiesComponent().setInitialProperties(settings);
    BoundedHttpComponent.install(camel);
    camel.start();
  }

  @AfterEach
  void close() {
    camel.stop();
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DEEP_NESTING", "ENDLESS_INTERIM_REPLIES", "ENDLESS_WEBSOCKET_MESSAGE"})
  void everyAttackEndsInAFailureInTimeAndWithoutTheAddress(Attack attack) throws Exception {
    try (HostileServer server = new HostileServer(attack)) {
      Instant begin = Instant.now();
      Exception failure = post(server.uri() + "/secret");
      Duration took = Duration.between(begin, Instant.now());
      assertTrue(took.compareTo(DEADLINE.multipliedBy(3)) < 0, took::toString);
      assertNotNull(failure);
      assertTrue(server.sentBytes() < MOST_BYTES, () -> server.sentBytes() + " bytes");
      assertTrue(server.connectionCount() <= 1, () -> server.connectionCount() + " connections");
      String told = BoundedHttpComponent.describeFailure(failure);
      assertFalse(told.matches("(?s).*(secret|127\\.0\\.0\\.1|Exception).*"), told);
      assertFalse(
          took.compareTo(DEADLINE.multipliedBy(2)) > 0 && !told.equals("no answer in time"), told);
    }
  }

  private Exception post(String address) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody("{}");
    exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
    camel.createProducerTemplate().send(address, exchange);
    return exchange.getException();
  }
}
