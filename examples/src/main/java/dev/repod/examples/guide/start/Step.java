package dev.repod.examples.guide.start;

record Step(int dx, int dy) {}
