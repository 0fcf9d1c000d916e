package dev.sluice.mapping.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;

/**
 * Compiles the expressions of one rule, while it loads and on one thread. Its expressions may be evaluated when all of them are compiled: they
 * share what is read of a payload.
 */
public final class CelCompiler {

    private final RuleScope scope;
    private final boolean hasEach;
    /** Made when it is needed: most rules have no expression of CEL's, and loading CEL takes a second. */
    private Environment environment;

    /**
     * @param captures names of the captures of the rule's pattern, in their order
     * @param hasEach whether the rule makes a record of each element of an array
     */
    public CelCompiler(List<String> captures, boolean hasEach) {
        scope = new RuleScope(captures);
        this.hasEach = hasEach;
    }

    /** @throws CelInvalid when it is no expression, names what does not exist, or cannot give what is wanted */
    public CelExpression compile(String text, Wanted wanted) throws CelInvalid {
        if (environment == null) {
            environment = new Environment(scope, hasEach);
        }
        var ast = environment.checked(text);
        ResultCheck.check(ast.getResultType(), wanted);
        var reading = AstReading.of(ast, scope);
        return new CelExpression(text, Environment.program(ast), scope, reading, wanted);
    }

    /** CEL as it is set up for one rule. */
    private static final class Environment {

        private static final CelOptions OPTIONS = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .comprehensionMaxIterations(CelLimits.ITERATIONS)
                .maxExpressionCodePointSize(CelLimits.EXPRESSION_LENGTH)
                .maxParseErrorRecoveryLimit(1)
                .build();

        /** Not the planner, CEL's newer runtime: in 0.14.0 each step of its map and filter copies all that was gathered before. */
        private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings(), CelExtensions.math(OPTIONS))
                .build();

        private final RuleScope scope;
        private final Map<String, CelType> variables;
        private final dev.cel.compiler.CelCompiler cel;

        Environment(RuleScope scope, boolean hasEach) {
            this.scope = scope;
            variables = CelVariables.of(scope.captures, hasEach);
            var builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(CelExtensions.strings(), CelExtensions.math(OPTIONS));
            variables.forEach(builder::addVar);
            cel = builder.build();
        }

        CelAbstractSyntaxTree checked(String text) throws CelInvalid {
            try {
                return cel.compile(text).getAst();
            } catch (CelValidationException wrong) {
                throw CelIssues.describe(text, wrong.getErrors(), variables.keySet(), scope.captures);
            }
        }

        static Program program(CelAbstractSyntaxTree ast) throws CelInvalid {
            try {
                return RUNTIME.createProgram(ast);
            } catch (CelEvaluationException notPlanned) {
                throw new CelInvalid(notPlanned.getMessage());
            }
        }
    }
}
