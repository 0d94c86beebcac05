package dev.gatehouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import dev.gatehouse.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What the production code keeps to. Each rule says why; whoever has a better reason changes the rule in the same commit as
 * the code.
 */
class HouseRulesTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse");

    private static final String APP = "dev.gatehouse.app..";
    private static final String WORK = "dev.gatehouse.work..";
    private static final String BLOB = "dev.gatehouse.blob..";
    private static final String HTTP = "dev.gatehouse.http..";

    // ---------------------------------------------------------------------------------------------- direction

    @Test
    void dependenciesShouldPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("app")
                .definedBy(APP)
                .layer("oauth")
                .definedBy("dev.gatehouse.oauth..")
                .layer("federation")
                .definedBy("dev.gatehouse.federation..")
                .layer("login")
                .definedBy("dev.gatehouse.login..")
                .layer("factor")
                .definedBy("dev.gatehouse.factor..")
                .layer("policy")
                .definedBy("dev.gatehouse.policy..")
                .layer("account")
                .definedBy("dev.gatehouse.account..")
                .layer("audit")
                .definedBy("dev.gatehouse.audit..")
                .layer("mail")
                .definedBy("dev.gatehouse.mail..")
                .layer("health")
                .definedBy("dev.gatehouse.health..")
                .layer("base")
                .definedBy("dev.gatehouse.db..", "dev.gatehouse.crypto..", WORK, HTTP, BLOB)
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("oauth")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("federation")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("login")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation")
                .whereLayer("factor")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation", "login")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation", "login", "factor")
                .whereLayer("account")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation", "login", "factor", "policy")
                .whereLayer("audit")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation", "login", "factor", "policy", "account")
                .whereLayer("mail")
                .mayOnlyBeAccessedByLayers("app", "oauth", "federation", "login", "factor", "policy", "account")
                .whereLayer("health")
                .mayOnlyBeAccessedByLayers("app")
                .ensureAllClassesAreContainedInArchitecture()
                .because(
                        "a feature that knows the ones above it cannot be understood, tested or replaced alone; what it"
                                + " needs of them it declares as an interface")
                .check(HOUSE);
    }

    @Test
    void packagesShouldBeFreeOfCycles() {
        slices().matching("dev.gatehouse.(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages in a circle are one package with several names")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- rooms

    @Test
    void statementsShouldStandInStores() {
        ArchCondition<JavaClass> sendStatements = callMethodWhere(target(SqlClient.class, "query", "preparedQuery"));
        noClasses()
                .that(outside("dev.gatehouse.db.."))
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .doNotHaveFullyQualifiedName("dev.gatehouse.app.Migrations")
                .should(sendStatements)
                .because("whoever looks for what a feature asks of the database looks into its store")
                .check(HOUSE);
    }

    @Test
    void routesShouldKnowNeitherStoresNorTheDatabase() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Routes")
                .should(dependOnClassesThat(simpleNameEndingWith("Store")
                        .or(resideInAPackage("io.vertx.sqlclient.."))
                        .or(named("dev.gatehouse.db.Db"))))
                .because(
                        "rights, rules and the audit log are the service's business: a route that goes around it skips them")
                .check(HOUSE);
    }

    @Test
    void storesShouldBeClosedToOtherFeatures() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .and(outside(BLOB))
                .should()
                .bePackagePrivate()
                .because("a table is read and written by the feature that owns it, and by nobody else")
                .check(HOUSE);
    }

    @Test
    void onlyTheHttpPartShouldSeeTheWebFramework() {
        noClasses()
                .that(outside(HTTP, "dev.gatehouse.health..", APP))
                .and()
                // A page of the management port in demonstrations; it is not part of the API.
                .doNotHaveFullyQualifiedName("dev.gatehouse.mail.CapturedMail")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.ext.web..")
                .because("features answer operations of the contract, not HTTP requests")
                .check(HOUSE);
    }

    @Test
    void environmentShouldBeReadOnce() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.app.Main")
                .should(callMethodWhere(target(System.class, "getenv")))
                .because("settings come through Config, which tells all mistakes at once and hides secrets")
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandLineShouldPrint() {
        noClasses()
                .that(outside(APP))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould(callMethodWhere(target(Throwable.class, "printStackTrace")))
                .because("everything else is a log line with the id of its request")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- one gate

    @Test
    void admissionsShouldComeFromTheGateAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.login.Admissions")
                .should(constructAny("dev.gatehouse.login.Admission"))
                .because("an admission is the gate's word; whoever could make one would not need to ask")
                .check(HOUSE);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.login.Gate")
                .and()
                .doNotHaveFullyQualifiedName("dev.gatehouse.login.Decision$Admit")
                .should(constructAny("dev.gatehouse.login.Decision$Admit"))
                .because("only the gate admits")
                .check(HOUSE);
    }

    @Test
    void tokensShouldComeFromOneMinter() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.oauth.TokenMinter")
                .should(callMethodWhere(methodOf("dev.gatehouse.oauth.GrantStore", "insert")))
                .orShould(callMethodWhere(methodOf("dev.gatehouse.oauth.TokenSigner", "sign")))
                .orShould(callMethodWhere(methodOf("dev.gatehouse.oauth.RefreshTokens", "write")))
                .because(
                        "every method of the minter wants an admission or an authenticated client; nobody goes around it")
                .check(HOUSE);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.oauth.TokenSigner")
                .should(callMethodWhere(methodOf("dev.gatehouse.oauth.KeyRing", "signer")))
                .because("the key that signs tokens signs nothing else")
                .check(HOUSE);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.oauth.ClientAuthenticator")
                .should(constructAny("dev.gatehouse.oauth.AuthenticatedClient"))
                .because("a client that has proved nothing is none")
                .check(HOUSE);
    }

    @Test
    void sessionsShouldComeFromOneMinter() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.login.Minter")
                .should(callMethodWhere(methodOf("dev.gatehouse.login.SessionStore", "insert", "stepUp")))
                .because("a session is minted by whoever asks the gate first")
                .check(HOUSE);
    }

    /** What was issued on the strength of a session must hear of its end. */
    @Test
    void sessionsShouldEndInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.login.SessionEnder")
                .should(callMethodWhere(methodOf("dev.gatehouse.login.SessionStore", "end", "endAll")))
                .because("tokens that applications were given end with the session, in the same transaction")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- threads

    @Test
    void threadsShouldBeMadeInWork() {
        noClasses()
                .that(outside(WORK))
                .and()
                // The shutdown hook must be a thread; there is no other way to hear of SIGTERM.
                .doNotHaveFullyQualifiedName("dev.gatehouse.app.Server")
                .should(callMethodWhere(target(Executors.class)))
                .orShould(
                        callMethodWhere(target(Thread.class, "ofPlatform", "ofVirtual", "startVirtualThread", "start")))
                .orShould()
                .dependOnClassesThat(assignableToAny(ThreadPoolExecutor.class, ForkJoinPool.class, Timer.class))
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .because("threads that nobody counts and nobody stops are found in production")
                .check(HOUSE);
    }

    @Test
    void nothingShouldBlockAnEventLoop() {
        noClasses()
                // The app starts and stops the event loops, from a thread that is none.
                .that(outside(APP, WORK, BLOB).or(named("dev.gatehouse.app.App")))
                .and()
                .haveSimpleNameNotEndingWith("Job")
                .should(callMethodWhere(target(Future.class, "await")))
                .orShould(callMethodWhere(target(Thread.class, "sleep", "join")))
                .orShould(callMethodWhere(target(java.util.concurrent.Future.class, "get")))
                .orShould(callMethodWhere(target(CompletableFuture.class, "join")))
                .orShould(callMethodWhere(target(CountDownLatch.class, "await")))
                .orShould(callMethodWhere(target(Semaphore.class, "acquire")))
                .orShould(callMethodWhere(target(BlockingQueue.class, "take", "put")))
                .orShould(callMethodWhere(target(ExecutorService.class, "awaitTermination", "invokeAll")))
                .because(
                        "one call that waits on an event loop stops every request of that loop; only jobs, which run on"
                                + " virtual threads, may wait")
                .check(HOUSE);
    }

    @Test
    void onlyTheEdgesShouldKnowFuturesOfTheJdk() {
        noClasses()
                .that(outside(WORK, BLOB, APP))
                .should()
                .dependOnClassesThat(assignableToAny(CompletableFuture.class))
                .because(
                        "a CompletableFuture goes on where it was completed, which is any thread; Vert.x' Future comes back"
                                + " to its context")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- state, time, ids

    @Test
    void staticFieldsShouldBeConstant() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("static state makes two nodes in one test, or two tests in one JVM, disturb each other")
                .check(HOUSE);
        fields().that()
                .areStatic()
                .should()
                .notHaveRawType(assignableToAny(
                        AtomicInteger.class,
                        AtomicLong.class,
                        AtomicBoolean.class,
                        AtomicReference.class,
                        ThreadLocal.class,
                        StringBuilder.class,
                        Iterator.class))
                .because("a final field with a changing content is static state as well")
                .check(HOUSE);
        fields().that()
                .areStatic()
                .and()
                .haveRawType(assignableToAny(Collection.class, Map.class))
                .should()
                .haveRawType(DescribedPredicate.describe("an interface", type -> type.isInterface()))
                .because("a constant collection is one that cannot be changed: List.of, Map.of")
                .check(HOUSE);
    }

    @Test
    void timeShouldComeFromTheClock() {
        noClasses()
                .that(outside(APP))
                .should(callMethodWhere(withoutArguments("now")))
                .orShould(callMethodWhere(target(System.class, "currentTimeMillis")))
                .orShould(callMethodWhere(target(java.time.Clock.class, "systemUTC", "systemDefaultZone")))
                .orShould()
                .callConstructor(Date.class)
                .because("one injected clock lets tests go through weeks without waiting")
                .check(HOUSE);
    }

    @Test
    void idsShouldComeFromOnePlace() {
        noClasses()
                // Names of files that are about to be renamed are no ids.
                .that(outside("dev.gatehouse.db..", BLOB))
                .should(callMethodWhere(target(UUID.class, "randomUUID")))
                .because("ids of db.Ids sort by time, which keeps indexes small and pages in order")
                .check(HOUSE);
    }

    @Test
    void loggingShouldGoThroughOneApi() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.apache.commons.logging.."))
                .because("structured log lines come from SLF4J")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- packages and
    // problems

    @Test
    void everyPackageShouldBeNullMarked() {
        List<String> unmarked = HOUSE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(each -> each.getName())
                .toList();

        assertThat(unmarked)
                .as("packages without package-info and @NullMarked: there the compiler does not look for null")
                .isEmpty();
    }

    @Test
    void slugsOfProblemsShouldBeUniqueAndWellFormed() {
        List<ProblemType> types = problemTypes().toList();

        assertThat(types).as("problem types found").hasSizeGreaterThan(10);
        assertThat(types)
                .extracting(ProblemType::slug)
                .as("clients tell failures apart by the slug alone")
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.matches("[a-z]+(-[a-z]+)*"));
        assertThat(types)
                .as("a title is one sentence for people, and a failure is a 4xx or 5xx")
                .allMatch(type -> type.title().matches("[A-Z].*[.?!]"))
                .allMatch(type -> type.status() >= 400 && type.status() < 600);
    }

    @Test
    void problemsShouldBeDeclaredInProblemsClasses() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Problems")
                .and()
                .doNotHaveFullyQualifiedName("dev.gatehouse.http.ProblemType")
                .should()
                .callConstructor(ProblemType.class, String.class, int.class, String.class)
                .orShould()
                .callConstructor(ProblemType.class, String.class, int.class, String.class, String.class)
                .because("the failures of a feature are a list that one can read")
                .check(HOUSE);
    }

    // ---------------------------------------------------------------------------------------------- documents

    @Test
    void everySettingShouldStandInTheHandbookAndNoOther() throws IOException {
        String config = Files.readString(Path.of("src/main/java/dev/gatehouse/app/Config.java"));
        String logging = Files.readString(Path.of("src/main/resources/logback.xml"));
        Set<String> read = new TreeSet<>();
        found("(?:text|secret|integer|word|parsed|webAddress)\\(\\s*\"([A-Z0-9_]+)\"", config)
                .forEach(name -> read.add("GATEHOUSE_" + name));
        found("(GATEHOUSE_[A-Z_]+)", logging).forEach(read::add);
        Set<String> documented = new TreeSet<>(
                found("(?m)^\\| `(GATEHOUSE_[A-Z0-9_]+)` \\|", Files.readString(Path.of("../docs/operations.md"))));

        assertThat(documented).as("the table in docs/operations.md").isEqualTo(read);
    }

    @Test
    void everyDecisionShouldStandInTheIndexAndSayItsStatus() throws IOException {
        Path folder = Path.of("../docs/decisions");
        String index = Files.readString(folder.resolve("README.md"));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> decisions = files.filter(
                            file -> file.getFileName().toString().matches("\\d{3}-.*\\.md"))
                    .toList();

            assertThat(decisions).isNotEmpty();
            for (Path decision : decisions) {
                assertThat(index).as("docs/decisions/README.md").contains("(" + decision.getFileName() + ")");
                assertThat(Files.readString(decision))
                        .as("%s", decision)
                        .containsPattern("(?m)^(\\*\\*)?Status(\\*\\*)?: ");
            }
            assertThat(decisions)
                    .extracting(file -> file.getFileName().toString().substring(0, 3))
                    .as("a number is given once")
                    .doesNotHaveDuplicates();
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Stream<ProblemType> problemTypes() {
        return HOUSE.stream()
                .filter(each -> each.getSimpleName().endsWith("Problems"))
                .flatMap(each -> Arrays.stream(each.reflect().getDeclaredFields()))
                .filter(field -> field.getType() == ProblemType.class)
                .map(HouseRulesTest::value);
    }

    private static ProblemType value(Field field) {
        try {
            field.setAccessible(true);
            return (ProblemType) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    // ---------------------------------------------------------------------------------------------- words for rules

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(name, each -> each.getName().equals(name));
    }

    private static DescribedPredicate<JavaClass> assignableToAny(Class<?>... types) {
        return DescribedPredicate.describe(
                "assignable to any of " + Arrays.toString(types),
                each -> Arrays.stream(types).anyMatch(each::isAssignableTo));
    }

    /** Calls of methods with these names, or of any, on that type or one below it. */
    private static DescribedPredicate<JavaMethodCall> target(Class<?> owner, String... names) {
        return DescribedPredicate.describe(
                owner.getSimpleName().toLowerCase(Locale.ROOT) + " " + Arrays.toString(names),
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && (names.length == 0 || List.of(names).contains(call.getName())));
    }

    private static DescribedPredicate<JavaMethodCall> methodOf(String owner, String... names) {
        return DescribedPredicate.describe(
                owner + " " + Arrays.toString(names),
                call -> call.getTargetOwner().getName().equals(owner)
                        && List.of(names).contains(call.getName()));
    }

    private static ArchCondition<JavaClass> constructAny(String owner) {
        return callConstructorWhere(DescribedPredicate.describe(
                "of " + owner, call -> call.getTargetOwner().getName().equals(owner)));
    }

    private static DescribedPredicate<JavaMethodCall> withoutArguments(String name) {
        return DescribedPredicate.describe(
                        "java.time " + name + "()",
                        (JavaCall<?> call) -> call.getTargetOwner()
                                        .getPackageName()
                                        .equals("java.time")
                                && call.getName().equals(name)
                                && call.getTarget().getRawParameterTypes().isEmpty())
                .forSubtype();
    }
}
