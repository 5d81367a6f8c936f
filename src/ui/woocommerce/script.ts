// A file of its own, asked for only where WooCommerce's script is there: the
// external behind this import is read as soon as the file runs.
export {
	Chart,
	Stepper,
	SummaryNumber,
	Timeline,
} from '@woocommerce/components';
