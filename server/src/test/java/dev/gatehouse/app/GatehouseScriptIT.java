package dev.gatehouse.app;

import static dev.gatehouse.app.ShellCommand.fakeJdk;
import static dev.gatehouse.app.ShellCommand.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script in a small copy of the repository, with stand-ins for JDK, Maven and Node. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GatehouseScriptIT {

    private static final String UNIT_REPORT =
            "<testsuite name=\"a\" tests=\"4\" errors=\"0\" skipped=\"1\" failures=\"0\"></testsuite>";

    private final Path root;
    private final Path elsewhere;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    GatehouseScriptIT(@TempDir Path temp) throws IOException {
        root = Files.createDirectories(temp.resolve("a repository"));
        elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        tools = temp.resolve("tools");
        Files.copy(ShellCommand.REPOSITORY.resolve("gatehouse"), root.resolve("gatehouse"));
        Files.createDirectories(root.resolve("server/src/main"));
        Files.createDirectories(root.resolve("server/target"));
        Files.createFile(root.resolve("server/jvm.options"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("server/target/gatehouse.jar"));
        script(tools.resolve("mvn"), "echo Apache Maven 3.8.7");
        script(tools.resolve("node"), "echo v20.19.0");
        script(tools.resolve("npm"), "true");
        script(tools.resolve("chromium"), "true");
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("GATEHOUSE_JVM_FOLDER", "/nowhere");
        environment.put("GATEHOUSE_START_CACHE", "off");
        environment.put("JAVA_HOME", fakeJdk(temp.resolve("jdk"), "").toString());
    }

    @Test
    void runShouldHandOverToJavaFromAnyFolder() throws Exception {
        ShellCommand.Result result = gatehouse("run");

        assertThat(result.output().lines())
                .containsExactly(
                        "java @" + root + "/server/jvm.options -jar " + root + "/server/target/gatehouse.jar run",
                        "data " + root + "/.gatehouse",
                        "log text");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void commandsShouldGoToTheJarWithTheirArguments() throws Exception {
        environment.put("GATEHOUSE_JAVA_OPTS", "-Xmx1g -Dx=y");
        environment.put("GATEHOUSE_DATA_DIR", "/data");

        ShellCommand.Result result = gatehouse("import", "accounts", "a file.csv");

        assertThat(result.output())
                .contains(" -Xmx1g -Dx=y -jar ", "gatehouse.jar import accounts a file.csv\n", "data /data\n");
    }

    @Test
    void missingJdkShouldBeToldInOneLine() throws Exception {
        environment.put("JAVA_HOME", "/usr/lib/jvm/of-another-version");

        assertOneLine(gatehouse("run"), "Gatehouse needs JDK 25");
    }

    @Test
    void jdkShouldBeFoundInTheUsualFolder() throws Exception {
        Path jvms = Files.createDirectories(elsewhere.resolve("jvm"));
        fakeJdk(jvms.resolve("some-25-jdk"), "");
        environment.put("GATEHOUSE_JVM_FOLDER", jvms.toString());
        environment.remove("JAVA_HOME");

        assertThat(gatehouse("run").output()).startsWith("java @");
    }

    @Test
    void oldOrMissingBuildToolsShouldBeToldInOneLine() throws Exception {
        script(tools.resolve("node"), "echo v18.20.1");
        assertOneLine(gatehouse("test"), "Node.js 20.19 or newer, this is v18.20.1");

        script(tools.resolve("mvn"), "echo Apache Maven 3.6.3");
        assertOneLine(gatehouse("test"), "Maven 3.8.6 or newer, this is 3.6.3");
    }

    @Test
    void changedSourceShouldBeBuiltBeforeTheStart() throws Exception {
        script(tools.resolve("mvn"), "echo Apache Maven 3.8.7; echo \"maven $* with $JAVA_HOME\"");
        change("server/src/main/New.java");

        ShellCommand.Result changed = gatehouse("run");
        ShellCommand.Result unchanged = gatehouse("run");

        assertThat(changed.output()).contains(" package with " + environment.get("JAVA_HOME"), "java @");
        assertThat(unchanged.output()).doesNotContain("maven").contains("java @");
    }

    @Test
    void failedBuildShouldStartNothing() throws Exception {
        script(tools.resolve("mvn"), "[[ $1 == --version ]] && echo Apache Maven 3.8.7");
        change("server/src/main/New.java");

        ShellCommand.Result result = gatehouse("run");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lastLine()).isEqualTo("The build failed.");
    }

    @Test
    void recordedStartShouldBeUsedUntilTheJarChanges() throws Exception {
        environment.remove("GATEHOUSE_START_CACHE");
        fakeJdk(
                Path.of(environment.get("JAVA_HOME")),
                "for a; do [[ $a == -XX:AOTCacheOutput=* ]] && touch \"${a#*=}\" && exit; done");

        assertThat(gatehouse("run").output()).contains("Preparing", " -XX:AOTCache=" + root);
        assertThat(gatehouse("run").output()).doesNotContain("Preparing").contains(" -XX:AOTCache=" + root);
        Files.writeString(root.resolve("server/target/gatehouse.jar"), "another");
        assertThat(gatehouse("migrate").output()).doesNotContain("AOTCache");
    }

    @Test
    void startThatCannotBeRecordedShouldBeHarmless() throws Exception {
        environment.remove("GATEHOUSE_START_CACHE");
        fakeJdk(Path.of(environment.get("JAVA_HOME")), "[[ $* == *selftest ]] && { echo broken; exit 1; }");

        ShellCommand.Result result = gatehouse("run");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("java @").doesNotContain("AOTCache=", "broken");
    }

    @Test
    void testShouldSumUpAllReports() throws Exception {
        maven(UNIT_REPORT, 0);
        script(
                tools.resolve("npm"),
                browserTests("<testsuites tests=\"2\"><testsuite tests=\"2\" failures=\"0\"/>", 0));

        ShellCommand.Result result = gatehouse("test");

        assertThat(result.lastLine()).isEqualTo("5 passed, 0 failed, 1 skipped");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void failedBrowserTestShouldFailTheWhole() throws Exception {
        maven(UNIT_REPORT, 0);
        script(tools.resolve("npm"), browserTests("<testsuite tests=\"3\" failures=\"1\" errors=\"1\"/>", 1));

        ShellCommand.Result result = gatehouse("test");

        assertThat(result.lastLine()).isEqualTo("4 passed, 2 failed, 1 skipped");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void failedBuildShouldFailTheWholeAlsoWhenEveryTestPassed() throws Exception {
        maven(UNIT_REPORT, 1);

        ShellCommand.Result result = gatehouse("test");

        assertThat(result.output()).contains("The browser tests were left out");
        assertThat(result.lastLine())
                .isEqualTo("3 passed, 0 failed, 1 skipped; a step that is no test failed, see above");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void unknownCommandShouldShowTheUsage() throws Exception {
        ShellCommand.Result result = gatehouse("fly");

        assertThat(result.output()).startsWith("Usage: ");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void unknownBenchmarkShouldListThoseThereAre() throws Exception {
        Files.createDirectories(root.resolve("server/src/bench/java/dev/gatehouse/bench"));
        Files.createFile(root.resolve("server/src/bench/java/dev/gatehouse/bench/Hashing.java"));

        ShellCommand.Result result = gatehouse("bench", "Nothing");

        assertThat(result.output()).contains("no benchmark Nothing", "Benchmarks: Hashing");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(gatehouse("bench", "Hashing", "quick").output()).contains("bench/Hashing.java quick");
    }

    private void maven(String report, int exitCode) throws IOException {
        script(
                tools.resolve("mvn"),
                "if [[ $1 == --version ]]; then echo Apache Maven 3.8.7; exit; fi\n"
                        + "mkdir -p server/target/surefire-reports\n"
                        + "echo '" + report + "' > server/target/surefire-reports/TEST-a.xml\n"
                        + "exit " + exitCode);
    }

    private static String browserTests(String report, int exitCode) {
        return "mkdir -p webapp/target; echo '" + report + "' > \"$PLAYWRIGHT_JUNIT_OUTPUT_FILE\"; exit " + exitCode;
    }

    private void change(String file) throws IOException {
        Files.setLastModifiedTime(
                root.resolve("server/target/gatehouse.jar"),
                FileTime.from(Instant.now().minusSeconds(60)));
        Files.createFile(root.resolve(file));
    }

    private ShellCommand.Result gatehouse(String... arguments) throws Exception {
        var command = new String[arguments.length + 1];
        command[0] = root.resolve("gatehouse").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return ShellCommand.run(elsewhere, environment, command);
    }

    private static void assertOneLine(ShellCommand.Result result, String words) {
        assertThat(result.output().lines()).singleElement().asString().contains(words);
        assertThat(result.exitCode()).isEqualTo(1);
    }
}
