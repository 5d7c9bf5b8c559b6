package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CameraSourceTest {

    @Test
    void takesTheNameThatIsGiven() {
        assertThat(CameraSource.parse(CameraSource.Kind.VIDEO, "lobby=videos/a=b.mp4"))
                .isEqualTo(new CameraSource("lobby", CameraSource.Kind.VIDEO, "videos/a=b.mp4"));
        assertThat(CameraSource.parse(CameraSource.Kind.STREAM, "door=rtsp://host/x?y=z"))
                .isEqualTo(new CameraSource("door", CameraSource.Kind.STREAM, "rtsp://host/x?y=z"));
    }

    @Test
    void namesTheOthersAfterTheirPlaceWithoutPasswords() {
        assertThat(CameraSource.parse(CameraSource.Kind.VIDEO, "videos/film.one.mp4").cameraId())
                .isEqualTo("film.one");
        assertThat(CameraSource.parse(CameraSource.Kind.IMAGES, "pictures/hall/").cameraId())
                .isEqualTo("hall");
        assertThat(
                        CameraSource.parse(
                                        CameraSource.Kind.STREAM, "rtsp://me:secret@host:554/x?y=z")
                                .cameraId())
                .isEqualTo("host:554/x");
        assertThat(CameraSource.parse(CameraSource.Kind.STREAM, "rtsp://me:p@ss@host/x").cameraId())
                .isEqualTo("host/x");
        assertThat(CameraSource.parse(CameraSource.Kind.STREAM_FILE, "/run/door.url").cameraId())
                .isEqualTo("door");
        assertThat(CameraSource.parse(CameraSource.Kind.WEBCAM, "0").cameraId())
                .isEqualTo("webcam-0");
    }
}
