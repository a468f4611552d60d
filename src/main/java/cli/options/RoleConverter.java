package cli.options;

import domain.Role;
import picocli.CommandLine.ITypeConverter;

/** Reads a role as it is written in settings. */
public final class RoleConverter implements ITypeConverter<Role> {
  @Override
  public Role convert(String text) {
    return Role.parse(text);
  }
}
