<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Issues\DocumentsWithoutOrder;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\SorsError;

/** Decides about documents in SORS that belong to no order of the shop, as after a restored backup. */
final class DocumentCommand {

	private DocumentsWithoutOrder $documents;

	public function __construct( DocumentsWithoutOrder $documents ) {
		$this->documents = $documents;
	}

	/**
	 * Lists documents in SORS that carry the mark of this shop and belong to no order here, or decides about one.
	 *
	 * The comparison (wp sors outbox reconcile) finds them. Exits with 1 while there is something to decide.
	 *
	 * ## OPTIONS
	 *
	 * [<document>]
	 * : Id of the document in SORS.
	 *
	 * [--as=<decision>]
	 * : cancel: cancel it in SORS; leave: leave it as it is, and list it no more.
	 * ---
	 * options:
	 *   - cancel
	 *   - leave
	 * ---
	 *
	 * [--database=<name>]
	 * : The database in which the document is. Default: the one in use.
	 *
	 * [--format=<format>]
	 * : Output format of the list.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox document
	 *     wp sors outbox document 4711 --as=leave
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		if ( isset( $args[0] ) ) {
			if ( ! isset( $options['as'] ) ) {
				\WP_CLI::error( __( 'Say what becomes of the document by --as.', 'sors-api-for-woocommerce' ) );
			}
			try {
				\WP_CLI::success( Sentence::shown( $this->documents->decide( $options['database'] ?? SettingsStore::load()->database, $args[0], $options['as'] ) ) );
			} catch ( OutboxRefused | SorsError $refusal ) {
				\WP_CLI::error( Sentence::shown( $refusal->getMessage() ) );
			}
			return;
		}
		$all = DocumentsWithoutOrder::all();
		\WP_CLI\Utils\format_items( $options['format'] ?? 'table', $all, [ 'database', 'documentId', 'number', 'kind', 'date', 'total', 'reference' ] );
		if ( [] !== $all ) {
			\WP_CLI::halt( 1 );
		}
	}
}
