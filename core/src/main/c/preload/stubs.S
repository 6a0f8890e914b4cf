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
#endif
        .section .note.GNU-stack,"",@progbits
