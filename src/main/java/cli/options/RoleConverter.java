package cli.options;

import domain.Role;
import picocli.CommandLine.ITypeConverter;

/** Parses a role as in settings. */
public final class RoleConverter implements ITypeConverter<Role> {
  @Override
  public Role convert(String text) {
    return Role.parse(text);
  }
}
