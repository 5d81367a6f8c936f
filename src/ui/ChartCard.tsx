import { __ } from '@wordpress/i18n';
import { useEffect, useRef, type ReactNode } from 'react';
import { markChart, type Series } from './chart-marks';
import { roundAxis } from './chart-axis';
import { datePatterns, number } from './format';
import { Panel } from './Panel';
import { Scroll } from './Scroll';
import { Chart, FromWooCommerce } from './woocommerce';

export type Row = {
	/** `2026-11-24T00:00:00`, in the browser's time; unique. */
	date: string;
	/** How people call it. */
	label: string;
	/** By series. */
	values: Record< string, number >;
};

type Props = {
	title: string;
	series: Series[];
	/** Oldest first. */
	rows: Row[];
	/** What a row is: "Day", "Run". */
	rowTitle: string;
	/** Said in place of a chart that has nothing to show. */
	empty: string;
};

/** Figures over time as WooCommerce's chart, and as a table: for screen readers, and where there is no chart. */
export function ChartCard( { title, series, rows, rowTitle, empty }: Props ) {
	const shown = series.filter( ( { key } ) =>
		rows.some( ( { values } ) => ( values[ key ] ?? 0 ) > 0 )
	);
	return (
		<Panel title={ title } className="sors-chart">
			{ shown.length === 0 ? (
				<p>{ empty }</p>
			) : (
				<>
					<FromWooCommerce lines={ 8 }>
						<Picture
							title={ title }
							series={ shown }
							rows={ rows }
						/>
					</FromWooCommerce>
					<Table
						rowTitle={ rowTitle }
						series={ shown }
						rows={ rows }
					/>
				</>
			) }
		</Panel>
	);
}

function Picture( {
	title,
	series,
	rows,
}: Pick< Props, 'title' | 'series' | 'rows' > ) {
	const labels = new Map(
		rows.map( ( { date, label } ) => [ new Date( date ).getTime(), label ] )
	);
	const labelOf = ( date: Date ) => labels.get( date.getTime() ) ?? '';
	return (
		<Dressed series={ series }>
			<Chart
				title={ title }
				chartType="bar"
				mode="item-comparison"
				interval="day"
				legendPosition="bottom"
				interactiveLegend={ false }
				showHeaderControls={ false }
				valueType="number"
				data={ rows.map( ( { date, values } ) => ( {
					date,
					...Object.fromEntries(
						series.map( ( { key, label } ) => [
							key,
							{ label, value: values[ key ] ?? 0 },
						] )
					),
				} ) ) }
				tooltipLabelFormat={ labelOf }
				screenReaderFormat={ labelOf }
				tooltipValueFormat={ number }
				xFormat={ datePatterns().axis }
				x2Format=""
			/>
		</Dressed>
	);
}

type DressedProps = { series: Series[]; children: ReactNode };

/**
 * In our colours, and with its figures. Each of a hundred bars would be a stop of the Tab key and a region of its own: the
 * table below says the same.
 */
function Dressed( { series, children }: DressedProps ) {
	const box = useRef< HTMLDivElement >( null );
	useEffect( () => {
		const element = box.current;
		if ( ! element ) {
			return;
		}
		const dress = () => {
			element
				.querySelectorAll( '[tabindex="0"], button, input' )
				.forEach( ( bar ) => bar.setAttribute( 'tabindex', '-1' ) );
			markChart( element, series );
			roundAxis( element );
		};
		const observer = new MutationObserver( dress );
		observer.observe( element, { childList: true, subtree: true } );
		dress();
		return () => observer.disconnect();
	}, [ series ] );
	return (
		<div ref={ box } aria-hidden="true">
			{ children }
		</div>
	);
}

function Table( {
	rowTitle,
	series,
	rows,
}: Pick< Props, 'rowTitle' | 'series' | 'rows' > ) {
	return (
		<details className="sors-chart__table">
			<summary>
				{ __( 'Show as a table', 'sors-api-for-woocommerce' ) }
			</summary>
			<Scroll label={ rowTitle }>
				<table className="widefat striped">
					<thead>
						<tr>
							<th scope="col">{ rowTitle }</th>
							{ series.map( ( { key, label } ) => (
								<th key={ key } scope="col">
									{ label }
								</th>
							) ) }
						</tr>
					</thead>
					<tbody>
						{ [ ...rows ].reverse().map( ( row ) => (
							<tr key={ row.date }>
								<th scope="row">{ row.label }</th>
								{ series.map( ( { key } ) => (
									<td key={ key }>
										{ number( row.values[ key ] ?? 0 ) }
									</td>
								) ) }
							</tr>
						) ) }
					</tbody>
				</table>
			</Scroll>
		</details>
	);
}
