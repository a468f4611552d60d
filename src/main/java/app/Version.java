package app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version as the jar's manifest states it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"dromedary " + text()};
  }

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
