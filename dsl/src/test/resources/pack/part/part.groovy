title 'A part'

workload('script') {
    command 'sh', file('say.sh')
}
