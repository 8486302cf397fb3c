<#-- Sheaf's own statements. Words that only they know are matched by their image and stay usable as names. -->

/** The text of everything up to the end of the statement, blanks as they were written. */
JAVACODE String restOfStatement() {
    Token first = getToken(1);
    Token last = null;
    while (getToken(1).kind != EOF && getToken(1).kind != SEMICOLON) {
        last = getNextToken();
    }
    if (last == null) {
        throw generateParseException();
    }
    return StatementBuilder.slice(getOriginalSql(),
        first.beginLine, first.beginColumn, last.endLine, last.endColumn);
}

/** The words of a setting's key, up to "=", TO or the end. */
JAVACODE String settingKey() {
    StringBuilder key = new StringBuilder();
    while (getToken(1).kind != EOF && getToken(1).kind != SEMICOLON && getToken(1).kind != EQ
        && getToken(1).kind != TO) {
        key.append(getNextToken().image);
    }
    if (key.length() == 0) {
        throw generateParseException();
    }
    return key.toString();
}

SqlNode SheafStatement() :
{
    SqlNode stmt;
}
{
    (
        <EXPLAIN> stmt = ExplainTail()
    |
        <DESCRIBE> stmt = DescribeTail()
    |
        <CREATE> stmt = CreateTail()
    |
        <DROP> stmt = DropTail()
    |
        <SHOW> stmt = ShowTail()
    |
        <SET> stmt = SetTail()
    |
        <RESET> stmt = ResetTail()
    |
        <INSERT> stmt = InsertTail()
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "COPY") && getToken(1).kind == IDENTIFIER })
        <IDENTIFIER> stmt = CopyTail()
    |
        LOOKAHEAD({ StatementBuilder.startsCaching(getToken(1).image, getToken(2).image) && getToken(1).kind == IDENTIFIER })
        <IDENTIFIER> stmt = CachingTail(token.image)
    |
        <TRUNCATE> stmt = TruncateTail()
    |
        LOOKAHEAD({ getToken(1).kind == IDENTIFIER && StatementBuilder.isWord(getToken(1).image, "SUMMARIZE") })
        <IDENTIFIER> stmt = SummarizeTail()
    )
    { return stmt; }
}

/** What SELECT lists; the last item may have a comma behind it. */
void SelectItems(List<SqlNode> items) :
{
}
{
    AddSelectItem(items)
    (
        LOOKAHEAD({ getToken(1).kind == COMMA && !StatementBuilder.endsItems(getToken(2).image) })
        <COMMA> AddSelectItem(items)
    )*
    [ LOOKAHEAD({ getToken(1).kind == COMMA && StatementBuilder.endsItems(getToken(2).image) }) <COMMA> ]
}

/** FROM t SELECT a WHERE x = 1; SELECT * may be left out. */
SqlNode FromFirst() :
{
    final Span s;
    final SqlNode from;
    final List<SqlLiteral> keywords = new ArrayList<SqlLiteral>();
    final List<SqlNode> items = new ArrayList<SqlNode>();
    final SqlLiteral keyword;
    final SqlNode where;
    final SqlNodeList groupBy;
    final SqlNode having;
    final SqlNodeList windows;
    final SqlNode qualify;
}
{
    <FROM> { s = span(); }
    from = FromClause()
    (
        <SELECT>
        ( keyword = AllOrDistinct() { keywords.add(keyword); } )?
        SelectItems(items)
    |
        { items.add(SqlIdentifier.star(s.pos())); }
    )
    ( where = Where() | { where = null; } )
    ( groupBy = GroupBy() | { groupBy = null; } )
    ( having = Having() | { having = null; } )
    ( windows = Window() | { windows = null; } )
    ( qualify = Qualify() | { qualify = null; } )
    {
        return new SqlSelect(s.end(this), new SqlNodeList(keywords, s.pos()),
            new SqlNodeList(items, Span.of(items).pos()), from, where, groupBy, having, windows, qualify,
            null, null, null, null);
    }
}

/** EXCLUDE (a, b) or EXCLUDE a. */
SqlNodeList ExcludedColumns() :
{
    final SqlNodeList list;
    final SqlIdentifier one;
}
{
    LOOKAHEAD({ getToken(1).kind == EXCEPT || getToken(2).kind == LPAREN })
    list = StarExcludeList() { return list; }
|
    <EXCLUDE> one = CompoundIdentifier() { return SqlNodeList.of(one); }
}

JAVACODE void checkStar(SqlNode item, SqlNode changes) {
    if (!Sugar.isStar(item)) {
        throw SqlUtil.newContextException(changes.getParserPosition(), RESOURCE.selectReplaceRequiresStar());
    }
}

/** * RENAME (a AS b), and REPLACE behind EXCLUDE. */
SqlNode StarChanges(SqlNode item) :
{
    SqlNodeList changes;
    SqlNode changed = item;
}
{
    (
        LOOKAHEAD({ getToken(1).kind == REPLACE })
        changes = StarReplaceList()
        { checkStar(changed, changes); changed = Sugar.starReplace(changed, changes); }
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "RENAME")
            && (getToken(2).kind == LPAREN || getToken(3).kind == AS) })
        <IDENTIFIER> changes = RenamedColumns()
        { checkStar(changed, changes); changed = Sugar.starRename(changed, changes); }
    )*
    { return changed; }
}

/** (a AS b, c AS d) or a AS b: old and new names by turns. */
SqlNodeList RenamedColumns() :
{
    final List<SqlNode> names = new ArrayList<SqlNode>();
}
{
    (
        <LPAREN> RenamedColumn(names) ( <COMMA> RenamedColumn(names) )* <RPAREN>
    |
        RenamedColumn(names)
    )
    { return new SqlNodeList(names, getPos()); }
}

void RenamedColumn(List<SqlNode> names) :
{
    SqlIdentifier name;
}
{
    name = SimpleIdentifier() { names.add(name); }
    <AS>
    name = SimpleIdentifier() { names.add(name); }
}

/** x ISNULL, x NOTNULL. */
void NullTest(List<Object> list, ExprContext exprContext, Span s) :
{
}
{
    LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "ISNULL") })
    <IDENTIFIER> { list.add(new SqlParserUtil.ToTreeListItem(SqlStdOperatorTable.IS_NULL, getPos())); }
|
    LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "NOTNULL") })
    <IDENTIFIER> { list.add(new SqlParserUtil.ToTreeListItem(SqlStdOperatorTable.IS_NOT_NULL, getPos())); }
}

SqlNode TruncateTail() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    { s = span(); }
    [ <TABLE> ]
    name = CompoundIdentifier()
    { return StatementBuilder.truncate(s.end(this), getOriginalSql(), name); }
}

SqlNode SummarizeTail() :
{
    final Span s;
    final SqlNode source;
    final Token first;
}
{
    { s = span(); first = getToken(1); }
    (
        LOOKAHEAD({ StatementBuilder.startsQuery(getToken(1).image) })
        source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    |
        source = TableName()
    )
    {
        return StatementBuilder.summarize(s.end(this), getOriginalSql(), source,
            StatementBuilder.slice(getOriginalSql(),
                first.beginLine, first.beginColumn, token.endLine, token.endColumn));
    }
}

SqlNode ExplainTail() :
{
    final Span s;
    boolean analyze = false;
    String mode = null;
    final SqlNode stmt;
}
{
    { s = span(); }
    [ LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "ANALYZE") }) <IDENTIFIER> { analyze = true; } ]
    [ LOOKAHEAD({ getToken(1).kind == LPAREN && getToken(3).kind == RPAREN
        && StatementBuilder.isExplainMode(getToken(2).image) }) <LPAREN> mode = SimpleWord() <RPAREN> ]
    stmt = SqlStmt()
    { return StatementBuilder.explain(s.end(this), getOriginalSql(), analyze, mode, stmt); }
}

/** One word, reserved or not. */
JAVACODE String SimpleWord() {
    return getNextToken().image;
}

SqlNode DescribeTail() :
{
    final Span s;
    final SqlNode query;
    final SqlIdentifier name;
}
{
    { s = span(); }
    (
        LOOKAHEAD({ StatementBuilder.startsQuery(getToken(1).image) })
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
        { return StatementBuilder.describeQuery(s.end(this), getOriginalSql(), query); }
    |
        name = TableName()
        { return StatementBuilder.describe(s.end(this), getOriginalSql(), name); }
    )
}

/** A table's name or a quoted path. */
SqlIdentifier TableName() :
{
    final SqlIdentifier name;
    final String path;
}
{
    name = CompoundIdentifier() { return name; }
|
    path = SimpleStringLiteral() { return new PathIdentifier(path, getPos()); }
}

SqlNode CreateTail() :
{
    final Span s;
    boolean replace = false;
    boolean temporary = false;
    final SqlNode create;
}
{
    { s = span(); }
    [ <OR> <REPLACE> { replace = true; } ]
    [
        <TEMPORARY> { temporary = true; }
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "TEMP") }) <IDENTIFIER> { temporary = true; }
    ]
    ( create = CreateViewTail(s, replace) | create = CreateTableTail(s, replace, temporary) )
    { return create; }
}

SqlNode CreateViewTail(Span s, boolean replace) :
{
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
    final Token first;
}
{
    <VIEW> name = CompoundIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> { first = getToken(1); }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return StatementBuilder.createView(s.end(this), replace, name, columns,
            StatementBuilder.slice(getOriginalSql(),
                first.beginLine, first.beginColumn, token.endLine, token.endColumn));
    }
}

SqlNode CreateTableTail(Span s, boolean replace, boolean temporary) :
{
    boolean ifNotExists = false;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    SqlNode query = null;
}
{
    <TABLE>
    [
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "IF") && getToken(2).kind == NOT })
        <IDENTIFIER> <NOT> <EXISTS> { ifNotExists = true; }
    ]
    name = CompoundIdentifier()
    (
        columns = ColumnDefinitions()
    |
        <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    {
        return StatementBuilder.createTable(s.end(this), getOriginalSql(),
            new boolean[] {replace, temporary, ifNotExists}, name, columns, query);
    }
}

/** Name and type by turns. */
SqlNodeList ColumnDefinitions() :
{
    final Span s;
    final List<SqlNode> list = new ArrayList<SqlNode>();
}
{
    <LPAREN> { s = span(); }
    ColumnDefinition(list)
    ( <COMMA> ColumnDefinition(list) )*
    <RPAREN>
    { return new SqlNodeList(list, s.end(this)); }
}

void ColumnDefinition(List<SqlNode> list) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final boolean nullable;
}
{
    name = SimpleIdentifier()
    type = DataType()
    nullable = NotNullOpt()
    { list.add(name); list.add(type.withNullable(nullable)); }
}

SqlNode DropTail() :
{
    final Span s;
    boolean view = false;
    boolean ifExists = false;
    final SqlIdentifier name;
}
{
    { s = span(); }
    ( <VIEW> { view = true; } | <TABLE> )
    [
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "IF") && getToken(2).kind == EXISTS })
        <IDENTIFIER> <EXISTS> { ifExists = true; }
    ]
    name = CompoundIdentifier()
    { return StatementBuilder.drop(s.end(this), view, ifExists, name); }
}

SqlNode ShowTail() :
{
    final Span s;
    final String key;
    final SqlIdentifier name;
    String pattern = null;
}
{
    { s = span(); }
    (
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "TABLES") })
        <IDENTIFIER> { return StatementBuilder.showTables(s.end(this)); }
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "FUNCTIONS") })
        <IDENTIFIER> [ <LIKE> pattern = SimpleStringLiteral() ]
        { return StatementBuilder.showFunctions(s.end(this), pattern); }
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "COLUMNS") && getToken(1).kind == IDENTIFIER })
        <IDENTIFIER> ( <FROM> | <IN> ) name = TableName()
        { return StatementBuilder.describe(s.end(this), getOriginalSql(), name); }
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "SETTINGS") })
        <IDENTIFIER> { return StatementBuilder.showSettings(s.end(this), null); }
    |
        <ALL> { return StatementBuilder.showSettings(s.end(this), null); }
    |
        key = settingKey() { return StatementBuilder.showSettings(s.end(this), key); }
    )
}

SqlNode SetTail() :
{
    final Span s;
    final String key;
    final String value;
}
{
    { s = span(); }
    key = settingKey()
    ( <EQ> | <TO> )
    value = restOfStatement()
    { return StatementBuilder.set(s.end(this), key, value); }
}

SqlNode ResetTail() :
{
    final Span s;
    final String key;
}
{
    { s = span(); }
    (
        <ALL> { return StatementBuilder.reset(s.end(this), null); }
    |
        key = settingKey() { return StatementBuilder.reset(s.end(this), key); }
    )
}

SqlNode InsertTail() :
{
    final Span s;
    boolean overwrite = false;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
}
{
    { s = span(); }
    (
        <INTO>
    |
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "OVERWRITE") })
        <IDENTIFIER> [ LOOKAHEAD(1) <INTO> ] [ <TABLE> ] { overwrite = true; }
    )
    name = CompoundIdentifier()
    [ LOOKAHEAD({ getToken(1).kind == LPAREN && !StatementBuilder.startsQuery(getToken(2).image) }) columns = ParenthesizedSimpleIdentifierList() ]
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return StatementBuilder.insert(s.end(this), getOriginalSql(), overwrite, name, columns, query); }
}

SqlNode CopyTail() :
{
    final Span s;
    final SqlNode source;
    final String path;
    final Map<String, String> options = new java.util.LinkedHashMap<String, String>();
}
{
    { s = span(); }
    (
        <LPAREN> source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) <RPAREN>
    |
        source = TableName()
    )
    <TO> path = SimpleStringLiteral()
    [
        [ <WITH> ]
        <LPAREN> CopyOption(options) ( <COMMA> CopyOption(options) )* <RPAREN>
    ]
    { return StatementBuilder.copy(s.end(this), getOriginalSql(), source, path, options); }
}

void CopyOption(Map<String, String> options) :
{
    final SqlIdentifier key;
    String value = "true";
}
{
    key = SimpleIdentifier()
    [ [ <EQ> ] value = CopyOptionValue() ]
    { options.put(key.getSimple().toLowerCase(Locale.ROOT), value); }
}

String CopyOptionValue() :
{
    final SqlNode value;
    final SqlIdentifier name;
}
{
    value = SimpleLiteral() { return StatementBuilder.plain(value); }
|
    name = SimpleIdentifier() { return name.getSimple(); }
}

/** CACHE [LAZY] TABLE, UNCACHE TABLE, CLEAR CACHE. */
SqlNode CachingTail(String verb) :
{
    final Span s;
    boolean lazy = false;
    boolean ifExists = false;
    final SqlIdentifier name;
    final Map<String, String> options = new java.util.LinkedHashMap<String, String>();
    String text = null;
    Token first;
}
{
    { s = span(); }
    (
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "CACHE") })
        <IDENTIFIER> { return StatementBuilder.clearCache(s.end(this)); }
    |
        [ LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "LAZY") }) <IDENTIFIER> { lazy = true; } ]
        <TABLE>
        [
            LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "IF") && getToken(2).kind == EXISTS })
            <IDENTIFIER> <EXISTS> { ifExists = true; }
        ]
        name = CompoundIdentifier()
        [
            <OPTIONS> <LPAREN> CacheOption(options) ( <COMMA> CacheOption(options) )* <RPAREN>
        ]
        [
            [ <AS> ]
            { first = getToken(1); }
            OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
            {
                text = StatementBuilder.slice(getOriginalSql(),
                    first.beginLine, first.beginColumn, token.endLine, token.endColumn);
            }
        ]
        {
            if (StatementBuilder.isWord(verb, "CACHE") && !ifExists) {
                return StatementBuilder.cache(s.end(this), lazy, name, options, text);
            }
            if (StatementBuilder.isWord(verb, "UNCACHE") && !lazy && options.isEmpty() && text == null) {
                return StatementBuilder.uncache(s.end(this), ifExists, name);
            }
            throw generateParseException();
        }
    )
}

void CacheOption(Map<String, String> options) :
{
    final String key;
    final String value;
}
{
    ( key = SimpleStringLiteral() | key = SimpleWord() )
    <EQ>
    value = CopyOptionValue()
    { options.put(key.toLowerCase(Locale.ROOT), value); }
}

SqlNode SimpleLiteral() :
{
    final SqlNode value;
}
{
    ( value = NumericLiteral() | value = StringLiteral() | value = SpecialLiteral() )
    { return value; }
}

JoinType SemiJoinType() :
{
}
{
    [ <LEFT> ] <SEMI> <JOIN> { return JoinType.LEFT_SEMI_JOIN; }
}

JoinType AntiJoinType() :
{
}
{
    [ <LEFT> ] <ANTI> <JOIN> { return JoinType.LEFT_ANTI_JOIN; }
}

/** x::type is CAST(x AS type). */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType()
    {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
        list.add(type);
    }
}

/** FROM 'path/*.parquet'. */
SqlNode PathTableRef() :
{
    final String path;
}
{
    path = SimpleStringLiteral() { return new PathIdentifier(path, getPos()); }
}
