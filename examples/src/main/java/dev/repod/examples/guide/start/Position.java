package dev.repod.examples.guide.start;

record Position(int player, int x, int y) {}
