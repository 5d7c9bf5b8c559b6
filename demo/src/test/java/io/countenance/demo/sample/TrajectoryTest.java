package io.countenance.demo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrajectoryTest {

    private final Trajectory trajectory =
            new Trajectory(new double[][] {{1, 0, 100, 80}, {3, 200, 100, 100}, {4, 300, 140, 90}});

    @Test
    void passesItsStationsInTime() {
        assertThat(trajectory.at(1)).isEqualTo(new Trajectory.Position(0, 100, 80));
        assertThat(trajectory.at(3)).isEqualTo(new Trajectory.Position(200, 100, 100));
        assertThat(trajectory.at(4)).isEqualTo(new Trajectory.Position(300, 140, 90));
    }

    @Test
    void isNowhereBeforeAndAfter() {
        assertThat(trajectory.at(0.99)).isNull();
        assertThat(trajectory.at(4.01)).isNull();
    }

    @Test
    void keepsAnEvenSpeed() {
        assertThat(trajectory.at(2).x()).isCloseTo(100, within(1e-9));
        assertThat(trajectory.at(3.5).x()).isCloseTo(250, within(1e-9));
    }
}
