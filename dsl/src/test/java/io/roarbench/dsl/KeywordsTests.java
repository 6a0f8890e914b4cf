package io.roarbench.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeywordsTests {

    private static final List<Class<?>> BLOCKS = List.of(ScenarioScript.class, SectionBlock.class, TableBlock.class,
            RowBlock.class, HashingBlock.class, HashingBlock.HashVariantBlock.class, WorkloadBlock.class, SyscallBlock.class,
            CoverageBlock.class, S3Block.class, S3Block.S3ProxyBlock.class);

    @Test
    void every_keyword_with_a_closure_is_listed_with_the_block_it_opens() {
        Map<String, Class<?>> found = new TreeMap<>();
        BLOCKS.forEach(block -> Arrays.stream(block.getMethods())
                .filter(m -> !m.isSynthetic())
                .filter(m -> m.getDeclaringClass().getPackageName().equals("io.roarbench.dsl"))
                .forEach(m -> Arrays.stream(m.getParameters())
                        // A sweep's closure opens no block: what stands in it belongs where the sweep does.
                        .filter(p -> p.getType() == Closure.class && !m.getName().equals("sweep"))
                        .forEach(p -> {
                            assertThat(p.getAnnotation(DelegatesTo.class)).as("@DelegatesTo of %s", m).isNotNull();
                            found.put(m.getName(), p.getAnnotation(DelegatesTo.class).value());
                        })));

        assertThat(new TreeMap<>(Keywords.blocks())).isEqualTo(found);
    }
}
