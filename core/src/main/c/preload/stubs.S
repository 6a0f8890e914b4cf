/*
 * Where patched system calls arrive: rax is the number, r11 where to go on, all else as the program has it. A system call
 * changes rax, rcx and r11 only, and leaves the 128 bytes below the stack pointer alone; so do these.
 */
#if defined(__x86_64__)
        .text

        .macro SAVE
        lea     -128(%rsp), %rsp
        push    %r11
        push    %rdi
        push    %rsi
        push    %rdx
        push    %r10
        push    %r8
        push    %r9
        push    %rbx
        mov     %rsp, %rbx
        and     $-16, %rsp
        .endm

        .macro RESTORE
        mov     %rbx, %rsp
        pop     %rbx
        pop     %r9
        pop     %r8
        pop     %r10
        pop     %rdx
        pop     %rsi
        pop     %rdi
        pop     %r11
        lea     128(%rsp), %rsp
        .endm

        .globl  hook_entry
        .hidden hook_entry
        .type   hook_entry, @function
hook_entry:
        SAVE
        sub     $8, %rsp
        push    %r9                     /* f, the seventh argument */
        mov     %r8, %r9                /* e */
        mov     %r10, %r8               /* d */
        mov     %rdx, %rcx              /* c */
        mov     %rsi, %rdx              /* b */
        mov     %rdi, %rsi              /* a */
        mov     %rax, %rdi              /* the number */
        call    hook_call
        RESTORE
        jmp     *%r11
        .size   hook_entry, .-hook_entry

        .globl  hook_clone_before
        .hidden hook_clone_before
        .type   hook_clone_before, @function
hook_clone_before:
        SAVE
        push    %rax
        sub     $8, %rsp
        mov     %rsi, %rdx
        mov     %rdi, %rsi
        mov     %rax, %rdi
        call    hook_before_clone
        mov     8(%rsp), %rax
        RESTORE
        jmp     *%r11
        .size   hook_clone_before, .-hook_clone_before

        .globl  hook_clone_after
        .hidden hook_clone_after
        .type   hook_clone_after, @function
hook_clone_after:
        SAVE
        push    %rax
        sub     $8, %rsp
        mov     %rax, %rdi
        call    hook_after_clone
        mov     8(%rsp), %rax
        RESTORE
        jmp     *%r11
        .size   hook_clone_after, .-hook_clone_after

/*
 * A read or write, to be copied (see put_counted): while there is one thread it is counted on the spot, by direct jumps only,
 * since what the CPU knew of others is gone after a system call. Changes nothing but what the call does, and the flags. The
 * offsets are those of struct block and struct counters.
 */
        .macro  COUNTED name, calls
        .globl  hook_\name, hook_\name\()_end, hook_\name\()_moved
        .hidden hook_\name, hook_\name\()_end, hook_\name\()_moved
hook_\name:
1:      .skip   12                      /* where to go on into r11; jump to hook_entry */
2:      .skip   12                      /* the same, to hook_..._moved */
        .skip   9                       /* what comes before the call */
        movabs  $0x676e69746e756f63, %rcx
        cmpq    $0, (%rcx)
        je      1b
        syscall
        test    %rax, %rax
        jle     3f
        movabs  $0x676e69746e756f63, %rcx
        mov     8(%rcx), %r11
        mov     (%rcx), %rcx
        mov     (%r11), %r11
        test    %rcx, %rcx
        jz      2b
        cmp     %r11, 64(%rcx)
        jne     2b
        mov     %edi, %r11d
        cmp     4(%rcx), %r11d
        jae     2b
        shl     $5, %r11
        add     %r11, %rcx
        addq    $1, 128+\calls(%rcx)
        addq    %rax, 128+8+\calls(%rcx)
3:
hook_\name\()_end:
        .endm

        COUNTED read, 0
        COUNTED write, 16

        .macro  MOVED name, writing
hook_\name\()_moved:
        SAVE
        push    %rax
        sub     $8, %rsp
        mov     %rax, %rdx
        mov     $\writing, %esi
        call    hook_moved
        mov     8(%rsp), %rax
        RESTORE
        jmp     *%r11
        .endm

        MOVED   read, 0
        MOVED   write, 1
#endif
        .section .note.GNU-stack,"",@progbits
