package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.Table;
import io.sheaf.sql.ParsedViews;
import io.sheaf.sql.parser.SyntaxQuery;
import io.sheaf.sql.parser.TypeNames;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * Checks a query's names and types and makes a relational tree of it. One per planning, for one
 * thread.
 */
public final class QueryAnalyzer implements ViewTable.Expansion {
  private static final int MAX_VIEW_DEPTH = 32;
  private static final SqlRexConvertletTable CONVERTLETS = new DateArithmetic();
  private static final SqlOperatorTable FUNCTIONS = Functions.table();
  private static final SqlValidator.Config VALIDATION =
      SqlValidator.Config.DEFAULT
          .withConformance(new Conformance())
          .withIdentifierExpansion(true)
          .withDefaultNullCollation(NullCollation.LAST)
          .withTypeCoercionFactory(LiteralCoercion::new);
  private static final SqlToRelConverter.Config CONVERSION =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withDecorrelationEnabled(false)
          // Keys are computed below joins later; done here it confuses correlated sub-queries.
          .withRelBuilderConfigTransform(c -> c.withPushJoinCondition(false))
          .withTopDownGeneralDecorrelationEnabled(true);

  /** Lenient, and SEMI JOIN and ANTI JOIN may be written. */
  private static final class Conformance extends SqlDelegatingConformance {
    private Conformance() {
      super(SqlConformanceEnum.LENIENT);
    }

    @Override
    public boolean isLiberal() {
      return true;
    }

    /** SELECT a + 1 AS b, b * 2 AS c. */
    @Override
    public SelectAliasLookup isSelectAlias() {
      return SelectAliasLookup.LEFT_TO_RIGHT;
    }
  }

  private final SheafTypeFactory types = new SheafTypeFactory();
  private final ParsedViews views;
  private final CatalogSchema schema;
  private final CalciteCatalogReader reader;
  private final Supplier<RelOptCluster> clusters;
  private final ClockFunctions clock;
  private final ZoneId zone;
  private final List<DataType> parameters;
  private int viewDepth;

  /**
   * @param cluster makes the cluster of the tree from the expression builder
   * @param parameters types of the query's parameters; NULL where their place decides
   */
  public QueryAnalyzer(
      Catalog catalog,
      ParsedViews views,
      java.util.function.Function<RexBuilder, RelOptCluster> cluster,
      Clock clock,
      List<DataType> parameters) {
    this.parameters = List.copyOf(parameters);
    this.views = views;
    this.clock = new ClockFunctions(clock);
    this.zone = clock.getZone();
    this.schema = new CatalogSchema(catalog, this);
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    this.reader =
        new TypedReader(
            CalciteSchema.createRootSchema(false, false, "", schema),
            types,
            new CalciteConnectionConfigImpl(properties));
    this.clusters = () -> cluster.apply(new RexBuilder(types));
  }

  /** Knows the names of types that the standard does not. */
  private static final class TypedReader extends CalciteCatalogReader {
    private TypedReader(
        CalciteSchema root, SheafTypeFactory types, CalciteConnectionConfigImpl config) {
      super(root, List.of(), types, config);
    }

    @Override
    public RelDataType getNamedType(SqlIdentifier name) {
      DataType type = name.isSimple() ? TypeNames.other(name.getSimple()) : null;
      return type == null ? super.getNamedType(name) : TypeMapping.type(type, true, typeFactory);
    }
  }

  /** A checked query. */
  public record Analyzed(RelNode tree, List<String> names) {}

  public Analyzed analyze(SyntaxQuery query) {
    RelRoot root = convert(query, check(query, parameters), clusters.get(), true);
    List<String> names = root.fields.rightList().stream().map(ValuesNames::shown).toList();
    return new Analyzed(inZone(clock.replace(root.project())), names);
  }

  private RelNode inZone(RelNode tree) {
    return zone.normalized().equals(ZoneOffset.UTC)
        ? tree
        : new ZoneConversions(tree.getCluster().getRexBuilder(), zone.getId()).of(tree);
  }

  /** Whether the query asked for the time. */
  public boolean usedClock() {
    return clock.used();
  }

  /** The stored tables that were read, in the order in which they were met. */
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (org.apache.calcite.schema.Table table : schema.found().values()) {
      if (table instanceof CatalogTable stored) {
        tables.add(stored.table());
      }
    }
    return tables;
  }

  private CheckedQuery check(SyntaxQuery query, List<DataType> parameters) {
    SqlValidator validator = new LenientValidator(FUNCTIONS, reader, types, VALIDATION);
    return guarded(
        query,
        () ->
            new CheckedQuery(
                validator,
                validator.validate(
                    TreeCopy.of(query.node(), parameters, types, part -> columns(part, query)))));
  }

  /** The columns of a part of a query. */
  private List<String> columns(SqlNode part, SyntaxQuery whole) {
    CheckedQuery checked = check(new SyntaxQuery(part, whole.text()), parameters);
    return checked.validator().getValidatedNodeType(checked.tree()).getFieldNames().stream()
        .map(ValuesNames::shown)
        .toList();
  }

  /** Takes a parameter for text where nothing says what else it is. */
  private static final class LenientValidator extends SqlValidatorImpl {
    private LenientValidator(
        SqlOperatorTable functions,
        CalciteCatalogReader reader,
        SheafTypeFactory types,
        SqlValidator.Config config) {
      super(functions, reader, types, config);
    }

    @Override
    protected void inferUnknownTypes(RelDataType inferred, SqlValidatorScope scope, SqlNode node) {
      super.inferUnknownTypes(
          node instanceof SqlDynamicParam ? ofParameter(inferred) : inferred, scope, node);
    }

    private RelDataType ofParameter(RelDataType inferred) {
      if (inferred.equals(unknownType)) {
        return TypeMapping.type(DataType.VARCHAR, true, typeFactory);
      }
      // The row of a sub-query behind IN.
      return inferred.isStruct() && inferred.getFieldCount() == 1
          ? inferred.getFieldList().getFirst().getType()
          : inferred;
    }
  }

  private RelRoot convert(
      SyntaxQuery query, CheckedQuery checked, RelOptCluster cluster, boolean top) {
    return guarded(
        query,
        () ->
            new SqlToRelConverter(
                    null, checked.validator(), reader, cluster, CONVERTLETS, CONVERSION)
                .convertQuery(checked.tree(), false, top));
  }

  private <R> R guarded(SyntaxQuery query, Supplier<R> work) {
    try {
      return work.get();
    } catch (SheafException e) {
      throw e;
    } catch (CalciteContextException e) {
      throw worded(e, query);
    } catch (RuntimeException | AssertionError e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SheafException sheaf) {
          throw sheaf;
        }
        if (cause instanceof CalciteContextException context) {
          throw worded(context, query);
        }
      }
      throw new SheafException(
          SheafException.Blame.BUG, "PLANNING", "Planning failed: " + e.getMessage(), e);
    }
  }

  private SheafException worded(CalciteContextException e, SyntaxQuery query) {
    return ErrorWording.of(e, query.isWritten() ? query.text() : "", candidates(query));
  }

  private ErrorWording.Candidates candidates(SyntaxQuery query) {
    return new ErrorWording.Candidates(
        () -> schema.catalog().names(), () -> columns(query), Functions::names);
  }

  /** The columns of the tables that were read, and the names that the query itself gives. */
  private Collection<String> columns(SyntaxQuery query) {
    List<String> columns = new ArrayList<>();
    query
        .node()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlCall call) {
                if (call.getKind() == SqlKind.AS) {
                  call.getOperandList()
                      .subList(call.operandCount() > 2 ? 2 : 1, call.operandCount())
                      .forEach(name -> columns.add(name.toString()));
                }
                return super.visit(call);
              }
            });
    for (org.apache.calcite.schema.Table table : schema.found().values()) {
      if (table instanceof CatalogTable stored) {
        stored.table().schema().fields().forEach(field -> columns.add(field.name()));
      }
    }
    return columns;
  }

  @Override
  public org.apache.calcite.schema.Table table(String name, String sql) {
    return inView(
        name,
        () -> {
          SyntaxQuery query = (SyntaxQuery) views.of(sql);
          String same = NamedTable.of(query.node());
          org.apache.calcite.schema.Table table = same == null ? null : schema.get(same);
          return table == null ? new ViewTable(name, query, this) : table;
        });
  }

  @Override
  public RelNode expand(ViewTable view, RelOptCluster cluster) {
    return inView(
        view.name(),
        () -> convert(view.query(), view.checked().withoutOrder(), cluster, false).project());
  }

  @Override
  public CheckedQuery check(ViewTable view) {
    return inView(view.name(), () -> check(view.query(), List.of()));
  }

  private <R> R inView(String name, Supplier<R> work) {
    if (++viewDepth > MAX_VIEW_DEPTH) {
      throw SheafException.user("RECURSIVE_VIEW", "View " + name + " refers to itself");
    }
    try {
      return work.get();
    } catch (SheafException e) {
      throw e.getMessage().startsWith("In view ")
          ? e
          : new SheafException(e.blame(), e.code(), "In view " + name + ": " + e.getMessage(), e);
    } finally {
      viewDepth--;
    }
  }
}
