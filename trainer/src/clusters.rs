//! Word clusters: three levels of k-means over word vectors, each splitting a cluster in sixteen,
//! so that a word's code of 12 bits tells by its first 4, 8 or all bits what it is like.

use rayon::prelude::*;

/// How many parts a cluster is split in.
const PARTS: usize = 16;
/// Passes over the vectors for each split.
const PASSES: usize = 25;

/// The code of each vector, 1 to 4095: four bits a level. Code 0 is left for unknown words.
pub fn codes(vectors: &[&[f32]]) -> Vec<u16> {
    let everything: Vec<usize> = (0..vectors.len()).collect();
    let mut codes = vec![0; vectors.len()];
    // One part fewer at the top keeps the code 0 free.
    let top = split(vectors, &everything, PARTS - 1, true);
    for (part, members) in top.iter().enumerate() {
        for (inner, members) in split(vectors, members, PARTS, true).iter().enumerate() {
            for (leaf, members) in split(vectors, members, PARTS, false).iter().enumerate() {
                for member in members {
                    codes[*member] = ((part + 1) << 8 | inner << 4 | leaf) as u16;
                }
            }
        }
    }
    codes
}

/// Splits `members` into `parts` by k-means; parts may be empty.
fn split(vectors: &[&[f32]], members: &[usize], parts: usize, parallel: bool) -> Vec<Vec<usize>> {
    let mut result = vec![Vec::new(); parts];
    if members.len() <= parts {
        for (part, member) in members.iter().enumerate() {
            result[part].push(*member);
        }
        return result;
    }
    let mut centers = seeds(vectors, members, parts);
    let mut nearest = vec![0; members.len()];
    for _ in 0..PASSES {
        let find = |member: &usize| closest(vectors[*member], &centers);
        let found: Vec<usize> = if parallel {
            members.par_iter().map(find).collect()
        } else {
            members.iter().map(find).collect()
        };
        let same = found == nearest;
        nearest = found;
        if same {
            break;
        }
        centers = means(vectors, members, &nearest, &centers);
    }
    for (member, part) in members.iter().zip(nearest) {
        result[part].push(*member);
    }
    result
}

/// First centers far from each other: each next one is the member farthest from those chosen,
/// among a spread-out sample so that no lone stray becomes a center.
fn seeds(vectors: &[&[f32]], members: &[usize], parts: usize) -> Vec<Vec<f32>> {
    let step = (members.len() / (8 * parts)).max(1);
    let sample: Vec<usize> = members.iter().copied().step_by(step).collect();
    let mut centers = vec![vectors[sample[0]].to_vec()];
    let mut distance: Vec<f32> = vec![f32::MAX; sample.len()];
    while centers.len() < parts {
        let last = centers.last().expect("there is always one");
        for (member, distance) in sample.iter().zip(&mut distance) {
            *distance = distance.min(away(vectors[*member], last));
        }
        let farthest = (0..sample.len())
            .max_by(|a, b| distance[*a].total_cmp(&distance[*b]))
            .expect("the sample is not empty");
        centers.push(vectors[sample[farthest]].to_vec());
    }
    centers
}

fn closest(vector: &[f32], centers: &[Vec<f32>]) -> usize {
    (0..centers.len())
        .min_by(|a, b| away(vector, &centers[*a]).total_cmp(&away(vector, &centers[*b])))
        .expect("there are centers")
}

fn away(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn means(
    vectors: &[&[f32]],
    members: &[usize],
    nearest: &[usize],
    last: &[Vec<f32>],
) -> Vec<Vec<f32>> {
    let width = last[0].len();
    let mut sums = vec![vec![0.0_f64; width]; last.len()];
    let mut counts = vec![0.0; last.len()];
    for (member, part) in members.iter().zip(nearest) {
        counts[*part] += 1.0;
        for (sum, value) in sums[*part].iter_mut().zip(vectors[*member]) {
            *sum += f64::from(*value);
        }
    }
    sums.iter()
        .zip(counts)
        .zip(last)
        .map(|((sum, count), last)| {
            if count == 0.0 {
                last.clone()
            } else {
                sum.iter().map(|value| (value / count) as f32).collect()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_codes() {
        let vectors: Vec<Vec<f32>> = (0..400)
            .map(|at| vec![(at / 20) as f32 * 10.0, (at % 20) as f32 * 0.01])
            .collect();
        let views: Vec<&[f32]> = vectors.iter().map(Vec::as_slice).collect();
        let codes = codes(&views);
        assert!(codes.iter().all(|code| (256..4096).contains(code)));
        // Twenty clumps share fifteen coarse codes: here and there one is cut in two.
        let together = (0..400)
            .filter(|at| codes[*at] >> 8 == codes[at / 20 * 20] >> 8)
            .count();
        assert!(
            together >= 340,
            "{together} of 400 share the code of their clump"
        );
        assert_eq!(codes, super::codes(&views));
    }
}
