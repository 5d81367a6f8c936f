<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** `wp help sors …`, as WP-CLI itself reads it out of the commands. */
final class HelpTest extends StoreTestCase {

	/** WP-CLI's own, which every command has. */
	private const GLOBAL_OPTIONS = [ 'user', 'url' ];

	/** Those that only do something, or write a file. */
	private const WITHOUT_FORMAT = [ 'sors connect', 'sors support', 'sors outbox older', 'sors outbox work', 'sors settings export', 'sors settings import', 'sors settings set' ];

	private const ASKED = <<<'PHP'
		WP_CLI::add_hook( "after_wp_load", static function () {
			$told = [];
			$tell = static function ( $command, string $name ) use ( &$tell, &$told ): void {
				foreach ( $command->get_subcommands() as $part => $subcommand ) {
					$tell( $subcommand, "$name $part" );
				}
				$told[ $name ] = [
					"isGroup"  => [] !== $command->get_subcommands(),
					"short"    => $command->get_shortdesc(),
					"long"     => $command->get_longdesc(),
					"synopsis" => $command->get_synopsis(),
				];
			};
			$tell( WP_CLI::get_root_command()->get_subcommands()["sors"], "sors" );
			echo json_encode( $told );
			exit;
		} );
		PHP;

	public function testEveryCommandTellsWhatItDoesWithWhichOptionsAndGivesExamples(): void {
		[ $exit, $output ] = Wp::run( 'sors --exec=' . escapeshellarg( self::ASKED ) );
		/** @var array<string, array{isGroup: bool, short: string, long: string, synopsis: string}> $commands */
		$commands = json_decode( $output, true );
		self::assertSame( [ 0, true ], [ $exit, is_array( $commands ) ], $output );
		$leaves = array_filter( $commands, static fn( array $command ): bool => ! $command['isGroup'] );
		self::assertGreaterThanOrEqual( 16, count( $leaves ) );
		foreach ( $commands as $name => $command ) {
			self::assertStringEndsWith( '.', $command['short'], $name );
		}
		foreach ( $leaves as $name => $command ) {
			$parts = (array) preg_split( '/^## /m', $command['long'] );
			self::assertNotSame( '', trim( (string) $parts[0] ), "$name has no long description." );
			self::assertSame( '' !== $command['synopsis'], false !== strpos( $command['long'], '## OPTIONS' ), $name );
			$examples = array_values( preg_grep( '/^EXAMPLES/', $parts ) );
			preg_match_all( '/\bwp ' . $name . '\b([^|>\n]*)/', $examples[0] ?? '', $calls );
			self::assertNotSame( [], $calls[1], "$name has no example." );
			preg_match_all( '/--([\w-]+)/', $command['synopsis'], $options );
			preg_match_all( '/--([\w-]+)/', implode( ' ', $calls[1] ), $used );
			self::assertSame( [], array_diff( $used[1], $options[1], self::GLOBAL_OPTIONS ), "$name is called with what it does not have." );
			self::assertSame( ! in_array( $name, self::WITHOUT_FORMAT, true ), in_array( 'format', $options[1], true ), "$name --format" );
		}
	}

	public function testTheHelpPageIsShown(): void {
		putenv( 'PAGER=cat' );
		[ $exit, $output ] = Wp::run( 'help sors outbox list' );
		putenv( 'PAGER' );
		self::assertSame( 0, $exit, $output );
		foreach ( [ 'wp sors outbox list', '[--state=<state>]', '- count', 'EXAMPLES' ] as $part ) {
			self::assertStringContainsString( $part, $output );
		}
	}

	public function testAnUnknownFormatIsRefused(): void {
		[ $exit, $output ] = Wp::run( 'sors outbox list --format=xml' );
		self::assertSame( 1, $exit );
		self::assertStringContainsString( 'Invalid value specified for \'format\'', $output );
	}
}
