package io.countenance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.job.batch.FrameBatch;
import io.countenance.job.classify.ClassifiedBatch;
import io.countenance.job.detect.FaceBatch;
import io.countenance.job.detect.FacesToEmbed;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.order.CameraTime;
import io.countenance.job.order.OrderedFrame;
import io.countenance.job.sample.SampleFrames;
import io.countenance.job.track.PersonObservation;
import io.countenance.job.track.TrackedFrame;
import io.countenance.job.window.WindowProgress;
import io.countenance.vision.identity.OpenTracks;
import io.countenance.vision.identity.PersonGallery;
import io.countenance.vision.track.CameraTracks;
import io.countenance.vision.window.ExpressionAccumulator;
import io.countenance.vision.window.RoomAccumulator;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                IngestedFrame.class,
                FrameBatch.class,
                FaceBatch.class,
                ClassifiedBatch.class,
                FrameFaces.class,
                PersonObservation.class,
                Sampling.class,
                SampleFrames.CameraSample.class,
                CameraTime.class,
                OrderedFrame.class,
                TrackedFrame.class,
                WindowProgress.class,
                CameraTracks.class,
                FacesToEmbed.class,
                OpenTracks.class,
                PersonGallery.class,
                ExpressionAccumulator.class,
                RoomAccumulator.class
            })
    void isSerialisedFieldByFieldWithoutKryo(Class<?> type) {
        SerializerConfigImpl noKryo = new SerializerConfigImpl();
        noKryo.setGenericTypes(false);
        TypeInformation<?> information = TypeInformation.of(type);
        assertThat(information).isInstanceOf(PojoTypeInfo.class);
        assertThat(information.createSerializer(noKryo)).isNotNull();
    }
}
