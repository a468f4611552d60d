package daemon;

import base.ExitStatus;
import base.TemporaryFolders;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import host.LocalPorts;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;

/**
 * Refuses to start without a free management port or without routes; Camel itself only warns about
 * the one and ignores the other.
 */
final class StartupCheck extends MainListenerSupport {
  private static final Pattern UNKNOWN = Pattern.compile("[{ ](\\w+)=");

  private final Settings settings;

  StartupCheck(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    requireTemporaryFolder();
    ignoreEnvironment(main.getCamelContext());
    if (Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      LocalPorts.requireFree(
          settings.text("camel.management.host"),
          Integer.parseInt(settings.text("camel.management.port")));
    }
  }

  /** The settings have it already, in the order of precedence that is promised. */
  private static void ignoreEnvironment(CamelContext context) {
    ((PropertiesComponent) context.getPropertiesComponent())
        .setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
  }

  private static void requireTemporaryFolder() {
    try {
      TemporaryFolders.requireUsable();
    } catch (TemporaryFolders.UnusableException e) {
      throw new Failure.Stop(FailureReason.CONFIGURATION, ExitStatus.CONFIGURATION, e.getMessage());
    }
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    if (((ModelCamelContext) context).getRouteDefinitions().isEmpty()) {
      throw startFailure("no route is defined: the program is broken, install it again");
    }
    if (!settings.text("alert.uri").isEmpty()) {
      requireEndpoint(context, settings.text("alert.uri"));
    }
  }

  /** Reports only the reason of Camel's message, as the rest may contain a secret. */
  static void requireEndpoint(CamelContext context, String uri) {
    String scheme = uri.replaceFirst(":.*", "");
    try {
      context.getEndpoint(uri);
    } catch (NoSuchEndpointException e) {
      throw unusableEndpoint(scheme, "no such component is installed; put its jar into lib/");
    } catch (ResolveEndpointFailedException e) {
      throw unusableEndpoint(scheme, extractReason(e.getMessage()));
    }
  }

  private static String extractReason(String message) {
    String said = message.replaceFirst("(?s).* due to: ", "");
    List<String> unknown =
        UNKNOWN
            .matcher(said.replaceFirst("(?s).*Unknown parameters=", ""))
            .results()
            .map(it -> it.group(1))
            .toList();
    return said.contains("Unknown parameters=")
        ? "it has no option " + String.join(", ", unknown)
        : said.replaceAll("\\S+:\\S+", "...");
  }

  private static Failure.Stop unusableEndpoint(String scheme, String why) {
    String sentence = "configuration: alert.uri = " + scheme + ":...: " + why;
    return new Failure.Stop(FailureReason.CONFIGURATION, ExitStatus.CONFIGURATION, sentence);
  }

  private static Failure.Stop startFailure(String sentence) {
    return new Failure.Stop(FailureReason.CONFIGURATION, ExitStatus.FAILED, sentence);
  }
}
