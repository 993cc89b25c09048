//! Any optimizer on the unseen tasks.

use super::config::Config;
use crate::fingerprint::Fingerprint;
use crate::objective::{Sample, Tasks};
use crate::optimizer::{Descent, Step, UpdateRule};
use crate::random::{Purpose, Random};

/// Tasks solved side by side. Part of the definition of the fingerprint: their order follows from it.
const CHUNK: usize = 64;

/// The unseen task number `index`; every task has a stream of its own, so that one can be drawn without the others.
pub fn unseen(config: &Config, index: u32) -> Sample {
    let mut random = Random::new(u64::from(config.seed), Purpose::Evaluation, u64::from(index));
    config.distribution().sample(&mut random)
}

/// These tasks as a batch, with every iterate at its start.
pub fn start(config: &Config, samples: &[Sample]) -> (Tasks, Descent) {
    let mut tasks = Tasks::new(samples.iter().map(|sample| &sample.task), config.distribution().shape());
    let mut descent = Descent::new(tasks.len(), tasks.dimension());
    let starts: Vec<f32> = samples.iter().flat_map(|sample| &sample.start).copied().collect();
    descent.start(&mut tasks, &starts);
    (tasks, descent)
}

/// An evaluation under way.
pub struct Evaluation {
    rule: Box<dyn UpdateRule>,
    tasks: u32,
    steps: u32,
    /// First task of the chunk being solved, and steps taken on it.
    first: u32,
    step: u32,
    chunk: Option<Chunk>,
    /// f of every task at every step: [tasks][steps + 1].
    values: Vec<Vec<f32>>,
    diverged: u32,
    fingerprint: Fingerprint,
    /// The same step by step: [steps + 1].
    by_step: Vec<Fingerprint>,
}

struct Chunk {
    tasks: Tasks,
    descent: Descent,
    step: Step,
}

impl Evaluation {
    /// Nothing solved yet.
    pub fn new(config: &Config, rule: Box<dyn UpdateRule>) -> Self {
        Evaluation {
            rule,
            tasks: config.eval_tasks,
            steps: config.eval_steps,
            first: 0,
            step: 0,
            chunk: None,
            values: vec![Vec::with_capacity(config.eval_steps as usize + 1); config.eval_tasks as usize],
            diverged: 0,
            fingerprint: Fingerprint::new(),
            by_step: vec![Fingerprint::new(); config.eval_steps as usize + 1],
        }
    }

    /// Steps taken and to take, over all chunks.
    pub fn progress(&self) -> (u32, u32) {
        let chunks = self.tasks.div_ceil(CHUNK as u32);
        (self.first / CHUNK as u32 * self.steps + self.step, chunks * self.steps)
    }

    /// One step of one chunk of tasks; whether there is more to do.
    pub fn advance(&mut self, config: &Config) -> bool {
        if self.first >= self.tasks {
            return false;
        }
        let size = (self.tasks - self.first).min(CHUNK as u32);
        if let Some(chunk) = &mut self.chunk {
            self.rule.step(&mut chunk.tasks, &chunk.descent, &mut chunk.step);
            chunk.descent.advance(&mut chunk.tasks, &mut chunk.step);
            self.step += 1;
        } else {
            let chunk = Chunk::new(config, self.first, size);
            self.rule.reset(&chunk.tasks);
            self.chunk = Some(chunk);
        }
        self.record(size as usize);
        if self.step == self.steps {
            self.close(size);
        }
        self.first < self.tasks
    }

    /// f of every task at every step, and how many tasks diverged; complete when [`Evaluation::advance`] says so.
    pub fn results(&self) -> (&[Vec<f32>], u32) {
        (&self.values, self.diverged)
    }

    /// Hash over the bits of all iterates and values.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint.hash()
    }

    /// The hashes of all iterates and values step by step: [steps + 1].
    pub fn by_step(&self) -> &[Fingerprint] {
        &self.by_step
    }

    fn record(&mut self, size: usize) {
        let Some(chunk) = &self.chunk else { return };
        self.fingerprint.descent(&chunk.descent);
        self.by_step[self.step as usize].descent(&chunk.descent);
        for (task, values) in self.values[self.first as usize..][..size].iter_mut().enumerate() {
            values.push(chunk.descent.f[task]);
        }
    }

    fn close(&mut self, size: u32) {
        if let Some(chunk) = self.chunk.take() {
            self.diverged += chunk.descent.moving.iter().filter(|&&moving| !moving).count() as u32;
        }
        self.first += size;
        self.step = 0;
    }
}

impl Chunk {
    fn new(config: &Config, first: u32, size: u32) -> Self {
        let samples: Vec<Sample> = (first..first + size).map(|index| unseen(config, index)).collect();
        let (tasks, descent) = start(config, &samples);
        Chunk { step: Step::new(tasks.len(), tasks.dimension()), tasks, descent }
    }
}
