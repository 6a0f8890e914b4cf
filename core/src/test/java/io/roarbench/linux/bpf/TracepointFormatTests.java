package io.roarbench.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TracepointFormatTests {

    private static final String TEXT = """
            name: sched_process_exec
            ID: 312
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:__data_loc char[] filename;\toffset:8;\tsize:4;\tsigned:0;
            \tfield:pid_t pid;\toffset:12;\tsize:4;\tsigned:1;
            \tfield:char comm[16];\toffset:20;\tsize:16;\tsigned:0;

            print fmt: "filename=%s pid=%d", __get_str(filename), REC->pid
            """;

    @Test
    void tells_where_fields_lie() {
        TracepointFormat format = TracepointFormat.parse(TEXT);

        assertThat(format.id()).isEqualTo(312);
        assertThat(format.name()).isEqualTo("sched_process_exec");
        assertThat(format.field("filename")).isEqualTo(new TracepointFormat.Field("filename", 8, 4));
        assertThat(format.field("pid").offset()).isEqualTo(12);
        assertThat(format.field("comm").bytes()).isEqualTo(16);
    }

    @Test
    void names_what_is_not_there() {
        assertThatThrownBy(() -> TracepointFormat.parse(TEXT).field("old_pid")).hasMessageContaining("old_pid")
                .hasMessageContaining("sched_process_exec");
        assertThatThrownBy(() -> TracepointFormat.parse("nothing")).hasMessageContaining("nothing");
    }
}
