package host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedMBeanInfoTest {
  private static final String DELAY = "3600000";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Main main = new Main();

  @BeforeEach
  void startTwoRoutes() throws Exception {
    main.configure().addRoutesBuilder(routes());
    main.addMainListener(SharedMBeanInfo.listener());
    main.start();
  }

  @AfterEach
  void stop() {
    main.stop();
  }

  @Test
  void eachRouteTellsItsOwnFiguresByOneDescription() throws Exception {
    main.getCamelContext().createProducerTemplate().sendBody("direct:first", "");

    assertEquals(1L, server.getAttribute(bean("routes", "first"), "ExchangesTotal"));
    assertEquals(0L, server.getAttribute(bean("routes", "second"), "ExchangesTotal"));
    assertSame(
        info("routes", "first").getAttributes()[0], info("routes", "second").getAttributes()[0]);
  }

  @Test
  void anEndpointWithFeaturesOfItsOwnKeepsThem() throws Exception {
    assertEquals(
        Long.valueOf(DELAY), server.getAttribute(bean("endpoints", "timer://never"), "Delay"));
    assertTrue(names(info("endpoints", "timer://never")).contains("Period"));
    assertFalse(names(info("endpoints", "direct://first")).contains("Period"));
  }

  private static RouteBuilder routes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:first").routeId("first").log("first");
        from("direct:second").routeId("second").log("second");
        from("timer:never?delay=" + DELAY).routeId("third").log("third");
      }
    };
  }

  private MBeanInfo info(String type, String name) throws Exception {
    return server.getMBeanInfo(bean(type, name));
  }

  private ObjectName bean(String type, String name) throws Exception {
    String context = main.getCamelContext().getManagementName();
    ObjectName any = new ObjectName("org.apache.camel:context=" + context + ",type=" + type + ",*");
    return server.queryNames(any, null).stream()
        .filter(it -> ObjectName.unquote(it.getKeyProperty("name")).startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(MBeanInfo info) {
    return Stream.of(info.getAttributes()).map(MBeanAttributeInfo::getName).toList();
  }
}
