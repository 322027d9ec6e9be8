//! Lines over a scale that doubles, as SVG.

use plotters::prelude::*;
use std::error::Error;

/// Pixels.
const SIZE: (u32, u32) = (720, 400);

/// A named line.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) points: Vec<(f64, f64)>,
}

/// What a plot shows.
pub(crate) struct Plot<'a> {
    pub(crate) title: &'a str,
    pub(crate) x: &'a str,
    pub(crate) y: &'a str,
    pub(crate) lines: Vec<Line>,
}

impl Plot<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// Where there is nothing to draw.
    pub(crate) fn svg(&self) -> Result<String, Box<dyn Error + Send + Sync>> {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let (least, most) =
            points().fold((f64::INFINITY, 0.0_f64), |(least, most), (x, _)| (least.min(*x), most.max(*x)));
        let highest = points().map(|(_, y)| *y).fold(0.0, f64::max);
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            area.fill(&WHITE)?;
            let mut chart = ChartBuilder::on(&area)
                .caption(self.title, ("sans-serif", 18))
                .margin(16)
                .x_label_area_size(40)
                .y_label_area_size(56)
                .build_cartesian_2d((least..most).log_scale(), 0.0..highest * 1.1)?;
            chart.configure_mesh().x_desc(self.x).y_desc(self.y).light_line_style(TRANSPARENT).draw()?;
            for (index, line) in self.lines.iter().enumerate() {
                let colour = Palette99::pick(index).to_rgba();
                chart
                    .draw_series(
                        LineSeries::new(line.points.iter().copied(), colour.stroke_width(2)).point_size(3),
                    )?
                    .label(&line.name)
                    .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(2)));
            }
            chart
                .configure_series_labels()
                .background_style(WHITE.mix(0.8))
                .border_style(BLACK.mix(0.2))
                .draw()?;
            area.present()?;
        }
        Ok(svg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_is_an_svg_with_its_lines_named() {
        let line = Line { name: "publish".to_owned(), points: vec![(1.0, 2.0), (10.0, 3.0)] };
        let svg = Plot { title: "t", x: "x", y: "y", lines: vec![line] }.svg().unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("publish"), "{svg}");
    }
}
