<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

/**
 * Says that nothing is exchanged, where that is all that can be said.
 *
 * In the syntax of WordPress' oldest PHP, as Requirements.
 */
final class StoppedCommand {

	/** @var callable(): string */
	private $why;

	/** @param callable(): string $why Translated. */
	public function __construct( callable $why ) {
		$this->why = $why;
	}

	/**
	 * Shows why nothing is exchanged with SORS.
	 *
	 * Exits with 2. The other commands are there once that is mended.
	 *
	 * ## OPTIONS
	 *
	 * [--format=<format>]
	 * : Output format.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors status
	 *     wp sors status --format=json | jq .issues
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		$why = call_user_func( $this->why );
		if ( ! isset( $options['format'] ) || 'json' !== $options['format'] ) {
			\WP_CLI::error( $why, 2 );
		}
		$issue = [ 'code' => 'stopped', 'severity' => 'error', 'message' => $why ];
		Json::show( [ 'state' => 'down', 'issues' => [ $issue ] ] );
		\WP_CLI::halt( 2 );
	}
}
