/**
 * A live page of the results, served from what stands in Kafka: {@code board} keeps what the page
 * shows, {@code follow} reads the result topics into it, {@code preview} matches frames with their
 * faces, {@code web} serves pages.
 */
package io.countenance.dashboard;
