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
        <FROM> stmt = FromFirstTail()
    )
    { return stmt; }
}

/** SELECT * may be left out: FROM t WHERE x = 1. */
SqlNode FromFirstTail() :
{
    final SqlNode from;
    final SqlNode where;
    final Span s;
    SqlNode query;
}
{
    { s = span(); }
    from = FromClause()
    ( where = Where() | { where = null; } )
    {
        final SqlNodeList star = new SqlNodeList(ImmutableList.of(SqlIdentifier.star(s.pos())), s.pos());
        query = new SqlSelect(s.end(this), null, star, from, where, null, null, null, null, null, null, null, null);
    }
    query = OrderByLimitOpt(query)
    { return query; }
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
}
{
    { s = span(); }
    (
        LOOKAHEAD({ StatementBuilder.isWord(getToken(1).image, "TABLES") })
        <IDENTIFIER> { return StatementBuilder.showTables(s.end(this)); }
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
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
}
{
    { s = span(); }
    <INTO> name = CompoundIdentifier()
    [ LOOKAHEAD({ getToken(1).kind == LPAREN && !StatementBuilder.startsQuery(getToken(2).image) }) columns = ParenthesizedSimpleIdentifierList() ]
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return StatementBuilder.insert(s.end(this), getOriginalSql(), name, columns, query); }
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
