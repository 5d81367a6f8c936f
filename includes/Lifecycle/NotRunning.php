<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Cli\StoppedCommand;

/**
 * Tells Site Health and monitoring that the plugin does nothing here, and why.
 *
 * In the syntax of WordPress' oldest PHP, as Requirements.
 */
final class NotRunning {

	/** @param callable(): string $why Translated; not asked before `init`. */
	public static function tell( callable $why ): void {
		add_filter(
			'site_status_tests',
			/**
			 * @param array<string, array<string, array<string, mixed>>> $tests
			 * @return array<string, array<string, array<string, mixed>>>
			 */
			static function ( array $tests ) use ( $why ): array {
				$tests['direct']['sors_requirements'] = [
					'label' => __( 'SORS API for WooCommerce is not running.', 'sors-api-for-woocommerce' ),
					'test'  => static function () use ( $why ): array {
						return self::test( $why() );
					},
				];
				return $tests;
			}
		);
		add_action(
			'cli_init',
			static function () use ( $why ): void {
				\WP_CLI::add_command( 'sors status', new StoppedCommand( $why ) );
			}
		);
	}

	/** @return array<string, mixed> As WordPress wants it. */
	private static function test( string $why ): array {
		return [
			'label'       => __( 'SORS API for WooCommerce is not running.', 'sors-api-for-woocommerce' ),
			'status'      => 'critical',
			'badge'       => [ 'label' => 'SORS', 'color' => 'blue' ],
			'description' => '<p>' . esc_html( $why ) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( admin_url( 'plugins.php' ) ), esc_html__( 'Open the plugins', 'sors-api-for-woocommerce' ) ),
			'test'        => 'sors_requirements',
		];
	}
}
