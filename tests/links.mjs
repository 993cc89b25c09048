// Experiments that every engine must repeat bit for bit: all families, meta-losses, features and arrangements, sizes that
// fill no vector, and one that diverges.
const SMALL = 'runs=12&steps=50&eval_tasks=40&eval_steps=60';

export const LINKS = [
  `#v=1&task=booth-fixed&${SMALL}`,
  `#v=1&task=booth-variable&net=coordinatewise&features=logsign&loss=log&${SMALL}`,
  `#v=1&task=rosenbrock-fixed&batch=5&hidden=7&loss=distance&weights=linear&second_order=1&${SMALL}`,
  `#v=1&task=rosenbrock-variable&min_det=0&loss=f&weights=last&theta_init=random&jump_bound=0&${SMALL}`,
  `#v=1&task=rosenbrock-variable&batch=1&decay=none&grad_clip=0&seed=4294967295&${SMALL}`,
  `#v=1&task=rosenbrock&unroll=7&${SMALL}`,
  `#v=1&task=booth&gd_lr=0.1&momentum_beta=0.5&${SMALL}`,
  `#v=1&task=booth-custom&booth_A=3,1,-0.5,2&booth_b=1,-2&${SMALL}`,
  `#v=1&task=rosenbrock-custom&ros_c=1,0,0.5&ros_d=0,0.3,0,0.1&${SMALL}`,
  `#v=1&task=rosenbrock-variable&min_det=0&features=raw&scale=10&lr=1&${SMALL}`,
];
