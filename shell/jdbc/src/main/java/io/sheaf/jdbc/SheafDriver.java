package io.sheaf.jdbc;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.SessionProvider;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;

/**
 * The driver of {@code jdbc:sheaf:} URLs. Each connection is a session of its own, with its own
 * views, tables and settings. Thread-safe.
 */
public final class SheafDriver implements Driver {
  static final int MAJOR_VERSION = 0;
  static final int MINOR_VERSION = 1;

  static {
    try {
      DriverManager.registerDriver(new SheafDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null; // another driver's
    }
    ConnectionUrl parsed = ConnectionUrl.parse(url, info);
    try {
      return new SheafConnection(url, provider().open(parsed.settings()));
    } catch (SheafException e) {
      throw Errors.of(e);
    }
  }

  private static SessionProvider provider() throws SQLException {
    Iterator<SessionProvider> found =
        ServiceLoader.load(SessionProvider.class, SheafDriver.class.getClassLoader()).iterator();
    if (!found.hasNext()) {
      throw new SQLException("no Sheaf engine on the class path", "08001");
    }
    return found.next();
  }

  @Override
  public boolean acceptsURL(String url) {
    return ConnectionUrl.accepts(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    Map<String, String> given = ConnectionUrl.parse(url, info).settings();
    return provider().settings().stream()
        .map(
            setting -> {
              var property =
                  new DriverPropertyInfo(
                      setting.key(), given.getOrDefault(setting.key(), setting.value()));
              property.description = setting.description();
              return property;
            })
        .toArray(DriverPropertyInfo[]::new);
  }

  @Override
  public int getMajorVersion() {
    return MAJOR_VERSION;
  }

  @Override
  public int getMinorVersion() {
    return MINOR_VERSION;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw Errors.unsupported("logging by java.util.logging");
  }
}
