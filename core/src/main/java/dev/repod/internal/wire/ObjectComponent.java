package dev.repod.internal.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A component that is an object: what it holds is its codec's business, whether it is there at all is this one's. */
final class ObjectComponent extends Component {
    private final Element element;
    private final boolean isOptional;
    private final boolean mayBeMissing;

    ObjectComponent(int index, String name, Element element, boolean isNullable) {
        super(index, name);
        this.element = element;
        isOptional = element.codec() instanceof ContainerCodecs.OfOptional;
        mayBeMissing = isOptional || isNullable;
    }

    int write(int fields, PackWriter writer, @Nullable Object value) {
        if (isOptional && value instanceof Optional<?> optional && optional.isEmpty()) {
            return fields;
        }
        writeKey(writer);
        try {
            element.write(writer, value);
        } catch (Unsendable unsendable) {
            throw unsendable.inField(name());
        }
        return fields + 1;
    }

    @Nullable Object read(PackReader reader) {
        if (mayBeMissing && !goToValue(reader)) {
            return isOptional ? Optional.empty() : null;
        }
        require(reader);
        try {
            return element.read(reader);
        } catch (MisfitException misfit) {
            throw misfit.inField(name());
        }
    }

    @Override
    Class<?> carrier() {
        return Object.class;
    }

    @Override
    String expected() {
        return element.codec().expected();
    }
}
