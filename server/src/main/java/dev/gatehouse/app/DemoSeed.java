package dev.gatehouse.app;

final class DemoSeed {
    static final String FILE = "demo.json";

    private DemoSeed() {}
}
